import type { Output, SourceName } from '../../domain/leaks/scan-report.ts';
import { absolutePath } from '../../domain/leaks/tree-path.ts';
import { fail } from '../../errors.ts';
import type { Host, LeakSources, ScanSource } from '../../ports.ts';
import type { ScanRequest } from '../../steps/scan.ts';
import type { Given } from '../command.ts';

/** Long and without a blank, as credentials are; few names of files are. */
const mayBeValue = /[\w+=-]{24,}/;

/** What the options ask for, in full; throws `usage` where they ask for several things or for nothing that is there. */
export async function askedScan(
  given: Given,
  host: Host,
  sources: LeakSources,
): Promise<ScanRequest> {
  const name = wantedSource(given);
  if (given.texts('until') !== undefined && name !== 'since') {
    return misused('--until goes with --since');
  }
  const repository = await repositoryFor(name, given, host, sources);
  const source = await sourceOf(name, given, host, repository);
  const baseline = given.text('baseline');
  if (baseline === '') return misused('--baseline is empty');
  return {
    name,
    source,
    root: given.root,
    ...(await topOf(source, host, sources)),
    baseline:
      baseline === undefined || given.flag('write-baseline')
        ? baseline && pathOf(host, baseline)
        : pathThere(host, baseline),
    writesBaseline: given.flag('write-baseline'),
    output: outputFor(given, host),
  };
}

/** Each source by the option that asks for it; words alone are paths. */
function wantedSource(given: Given): SourceName {
  const asked: readonly (SourceName | false | undefined)[] = [
    given.flag('staged') && 'staged',
    given.flag('history') && 'history',
    given.text('since') !== undefined && 'since',
    given.flag('stdin') && 'stdin',
    given.texts('log') !== undefined && 'logs',
    given.text('journal') !== undefined && 'journal',
    given.flag('shell-history') && 'shell-history',
    given.number('env-of') !== undefined && 'environment',
  ];
  const [first = 'paths', ...more] = asked.flatMap((one) => one || []);
  if (more.length > 0) return misused('scan looks through one thing at a time');
  const words = given.words.length;
  const most = { staged: 1, history: 1, since: 1, stdin: 0, journal: 0, environment: 0 };
  const taken = (most as Partial<Record<SourceName, number>>)[first] ?? words;
  return words > taken ? misused(`these words do not go with ${optionOf(first)}`) : first;
}

function optionOf(name: SourceName): string {
  return name === 'environment' ? '--env-of' : `--${name}`;
}

async function sourceOf(
  name: SourceName,
  given: Given,
  host: Host,
  repository: string,
): Promise<ScanSource> {
  const paths = (words: readonly string[]) => words.map((word) => pathThere(host, word));
  switch (name) {
    case 'paths':
      return { kind: 'paths', paths: paths(given.words.length === 0 ? ['.'] : given.words) };
    case 'logs':
      return { kind: 'logs', paths: paths([...(given.texts('log') ?? []), ...given.words]) };
    case 'staged':
    case 'history':
      return { kind: name, repository };
    case 'since':
      return {
        kind: 'since',
        repository,
        since: revision(given.text('since') ?? ''),
        until: (given.texts('until') ?? ['HEAD']).map(revision),
      };
    case 'stdin':
      return { kind: 'stdin' };
    case 'journal':
      return { kind: 'journal', unit: unitName(given.text('journal') ?? '') };
    case 'shell-history':
      return { kind: 'shell-history', homes: await homesFor(given, host) };
    case 'environment':
      return { kind: 'environment', pid: pidOf(given.number('env-of') ?? 0) };
  }
}

async function repositoryFor(
  name: SourceName,
  given: Given,
  host: Host,
  sources: LeakSources,
): Promise<string> {
  if (!['staged', 'history', 'since'].includes(name)) return '';
  const found = await sources.repositoryOf(pathOf(host, given.words[0] ?? '.'));
  return found ?? misused(`there is no git repository here, so there is nothing for --${name}`);
}

/** Where path rules and a baseline lie: at the top of the work tree, else of the directory that is scanned. */
async function topOf(
  source: ScanSource,
  host: Host,
  sources: LeakSources,
): Promise<Pick<ScanRequest, 'top' | 'isRepository'>> {
  if ('repository' in source) return { top: source.repository, isRepository: true };
  const [first] = source.kind === 'paths' ? source.paths : [];
  if (first === undefined) return { top: undefined, isRepository: false };
  const repository = await sources.repositoryOf(first);
  if (repository !== undefined) return { top: repository, isRepository: true };
  const isDirectory = host.disk.lookThrough(first)?.kind === 'directory';
  return { top: isDirectory ? first : absolutePath(first, '..'), isRepository: false };
}

async function homesFor(given: Given, host: Host): Promise<readonly string[]> {
  if (given.words.length > 0) return given.words.map((word) => pathOf(host, word));
  const { accounts } = host;
  const users = [await accounts.user(accounts.uid)];
  if (accounts.sudoUser !== undefined) users.push(await accounts.user(accounts.sudoUser));
  const homes = new Set(users.flatMap((user) => user?.home ?? []));
  return homes.size > 0 ? [...homes] : misused('nobody knows your home directory: name it');
}

/** A baseline cannot be written and hidden in one document, and there is one document on stdout. */
function outputFor(given: Given, host: Host): Output {
  if (given.flag('sarif')) {
    return given.flag('json') ? misused('--sarif and --json are two documents') : 'sarif';
  }
  return host.machine.automation === 'github-actions' ? 'annotations' : 'text';
}

function pathOf(host: Host, word: string): string {
  return word === ''
    ? misused('a path is empty')
    : absolutePath(host.machine.workingDirectory, word);
}

/** What is there is named by whoever reads it; a word that leads nowhere may be a value that was pasted. */
function pathThere(host: Host, word: string): string {
  const path = pathOf(host, word);
  if (host.disk.look(path) !== undefined || !mayBeValue.test(word)) return path;
  return fail({
    kind: 'unsafe-file',
    rule: 'not-there',
    message: 'a path that was asked for is not there; it is not repeated, since it may be a value',
    remedy: 'look for it: ls -la',
  });
}

/** Git takes a word that begins with a dash for an option. */
function revision(word: string): string {
  return word === '' || word.startsWith('-')
    ? misused('--since and --until take a revision', 'like: pine-env scan --since origin/main')
    : word;
}

function unitName(word: string): string {
  return /^[A-Za-z0-9][\w:.@\\-]{0,255}$/.test(word) ? word : misused('--journal takes a unit');
}

function pidOf(value: number): number {
  return Number.isSafeInteger(value) && value > 0 ? value : misused('--env-of takes a process id');
}

function misused(message: string, remedy = 'pine-env scan --help'): never {
  return fail({ kind: 'usage', rule: 'scan-what', message, remedy });
}
