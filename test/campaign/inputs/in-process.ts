import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accountsOf } from '../../../src/adapters/accounts.ts';
import { thisMachine } from '../../../src/adapters/machine.ts';
import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import { findUnits, showUnits } from '../../../src/adapters/systemctl-units.ts';
import { yamlConfig } from '../../../src/adapters/yaml-config.ts';
import { run } from '../../../src/cli.ts';
import type { EnvironmentRead } from '../../../src/domain/running/process-facts.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Answer, Host, Processes, Terminal, UnitControl } from '../../../src/ports.ts';
import { aHost } from '../../commands/a-host.ts';
import { phraseOn } from '../../commands/a-terminal.ts';
import type { Case, Shown, UnitWords } from './a-case.ts';
import { guardedDisk } from './guarded-disk.ts';

/** Where cases are tried: `root` below it is laid down anew for each; nobody may change `outside`. */
export interface Stage {
  readonly directory: string;
}

/** The command line with its root, unless it names one itself. */
export function withRoot(argv: readonly string[], root: string): readonly string[] {
  const at = argv.indexOf('--') < 0 ? argv.length : argv.indexOf('--');
  if (argv.slice(0, at).some((word) => word.startsWith('--root'))) return argv;
  return argv.toSpliced(at, 0, '--root', root);
}

/** Runs one case in this process, over the real disk. */
export async function runHere(one: Case, { directory }: Stage): Promise<Shown> {
  const [root, cwd] = [join(directory, 'root'), join(directory, 'cwd')];
  const guarded = guardedDisk([root, cwd]);
  const person = aPerson(one.answers);
  const manager = aManager(one.units, directory);
  const host = hostFor(one, directory, guarded.disk, person.terminal, manager);
  const before = performance.now();
  const told = { code: -1, out: '', err: '', threw: '', becomes: false };
  try {
    const manner = { mayColour: async () => false, version: 'test' };
    const { code, out, err, becomes } = await run(withRoot(one.argv, root), () => host, manner);
    Object.assign(told, { code, out, err, becomes: becomes !== undefined });
  } catch (error) {
    told.threw = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { threw, ...rest } = told;
  const edited = Object.keys(one.files ?? {});
  return {
    ...rest,
    ...(threw === '' ? {} : { threw }),
    seconds: (performance.now() - before) / 1000,
    terminal: person.said.join('\n'),
    asked: person.asked(),
    agreed: person.agreed(),
    managerAsked: manager.asked(),
    read: edited.filter((path) => guarded.opened.has(join(root, path))),
    escapes: guarded.escapes,
  };
}

function hostFor(
  one: Case,
  directory: string,
  disk: Host['disk'],
  terminal: Terminal,
  manager: ReturnType<typeof aManager>,
): Host {
  const environment = { HOME: join(directory, 'outside'), PATH: '/usr/bin', ...one.environment };
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const ids = { uid, euid: uid, egid: gid, pid: 4711, parentPid: 1 };
  const facts = { ...ids, workingDirectory: join(directory, 'cwd'), environment };
  const stdin = new TextEncoder().encode(one.stdin ?? '');
  const base = aHost({
    disk,
    terminal,
    ...(one.stdin === undefined ? {} : { pasted: one.stdin }),
    web: {
      proxy: 'none',
      reach: async () => ({ kind: 'dns' }),
      ask: async () => ({ kind: 'failed', failure: { kind: 'timeout' } }),
    },
    valueSources: {
      stdinIsTerminal: one.stdin === undefined,
      stdin: async (limit) => stdin.subarray(0, limit),
      command: async () => stdin,
    },
    secretSources: {
      run: async () => ({ kind: 'failed', code: 1, stderr: one.stdin ?? '' }),
      mask: () => undefined,
    },
    leakSources: leakSources(environment, facts.workingDirectory),
    processes: someProcesses(one, directory, environment),
    unitControl: manager.control,
  });
  const machine = { ...thisMachine(facts), host: 'trader-1' };
  const accounts = { ...accountsOf(facts), user: base.accounts.user, gidOf: base.accounts.gidOf };
  return { ...base, machine, accounts, configText: async () => yamlConfig() };
}

/** Answers in their order, then nobody is there any more. */
function aPerson(answers: readonly string[] | undefined) {
  const said: string[] = [];
  let turn = 0;
  let agreed = false;
  const answer = (shown: readonly string[]): Answer => {
    const phrase = phraseOn({ said: shown, turn });
    const wanted = answers?.[turn++];
    if (wanted === undefined) return { kind: 'closed' };
    const text = wanted
      .replaceAll('{phrase}', () => phrase)
      .replaceAll('{PHRASE}', () => phrase.toUpperCase())
      .replaceAll('{cut}', () => phrase.slice(0, -1));
    agreed ||= phrase !== '' && text.trim().replace(/[ \t]+/g, ' ') === phrase;
    return { kind: 'answered', text };
  };
  const open = () => {
    const shown: string[] = [];
    const say = (line: string) => {
      shown.push(line);
      said.push(line);
    };
    const ask = async (prompt: string) => {
      said.push(prompt);
      return answer(shown);
    };
    return { say, ask, askHidden: ask, close: () => undefined };
  };
  const terminal: Terminal = { open: () => (answers === undefined ? undefined : open()) };
  return { said, terminal, asked: () => turn > 0, agreed: () => agreed };
}

/** systemctl's own words, read as ever; what it is told to do, it says it has done. */
function aManager(words: UnitWords | undefined, directory: string) {
  let asked = false;
  const at = (text: string) => text.replaceAll('@', join(directory, 'outside/units'));
  const answer = async (line: readonly string[]) => {
    asked = true;
    const out = line[0] === 'show' ? at(words?.show ?? '') : (words?.list ?? '');
    return { code: 0, out, said: '' };
  };
  const nothing = async () => undefined;
  const control: UnitControl = {
    isHere: words !== undefined,
    find: (patterns) => findUnits(answer, patterns),
    show: (units) => showUnits(answer, units),
    jobs: async () => [],
    ...{ cancel: nothing, stop: nothing, start: nothing, restart: nothing },
  };
  return { control, asked: () => asked };
}

/** Our own environment, and a worker of the unit where there is one. */
function someProcesses(
  { units, environment = {} }: Case,
  directory: string,
  own: Readonly<Record<string, string>>,
): Processes {
  const read = (pairs: Readonly<Record<string, string>>): EnvironmentRead => ({
    kind: 'read',
    variables: new Map(Object.entries(pairs).map(([name, text]) => [name, Secret.of(text)])),
  });
  const worker = {
    ...{ pid: 77, uid: 0, startedAt: Date.UTC(2026, 10, 24), startTicks: '77', program: 'python3' },
    unit: 'pine-worker@ES.service',
    command: [Secret.of('live_worker'), Secret.of(directory)],
  };
  return {
    canLook: true,
    isElsewhere: () => false,
    all: () => (units === undefined ? [] : [worker]),
    environment: async () => read(environment),
    own: () => read(own),
  };
}

/** Writes the unit file and the drop-in that `show` names. */
export function layUnits({ file, dropIn }: UnitWords, directory: string): void {
  const whole = (text: string) =>
    text.replaceAll('@root', join(directory, 'root')).replaceAll('%h', join(directory, 'outside'));
  for (const [name, text] of [
    ['pine-worker@.service', file],
    ['more.conf', dropIn],
  ] as const) {
    const path = join(directory, 'outside/units', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, whole(text), { mode: 0o644 });
  }
}

/** The files of a case that were read, the manager or the person that was asked: proof that it hit. */
export function hasHit(one: Case, shown: Shown): boolean {
  if (one.units !== undefined) return shown.managerAsked;
  return one.files === undefined || shown.read.length > 0;
}
