import { accountChecks, allChecks, commandChecks, judge, viewOf } from '../domain/checks/index.ts';
import { activeProfiles } from '../domain/env-link.ts';
import { type Finding, once } from '../domain/finding.ts';
import { nearestName, shownName } from '../domain/names.ts';
import { goodProfiles, type World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findingsLines, plain, tally } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { fixFiles } from '../steps/fix-files.ts';
import { viewOrFail } from '../steps/look.ts';
import { withLoadedUnits } from '../steps/look-at-running.ts';
import { observeAll } from '../steps/observe.ts';
import { type CheckReport, checkReport } from './check-report.ts';
import type { Command, Given } from './command.ts';
import { fileOption } from './keyring-for.ts';

/** `check`: every judgement on a profile; an error finding exits 1. */
export const check: Command<CheckReport> = {
  verb: 'check',
  options: {
    all: { type: 'boolean', describe: 'every profile, not only the active one' },
    only: { type: 'array', value: 'RULE', describe: 'only this rule; may be given several times' },
    file: fileOption,
    account: {
      type: 'boolean',
      describe: 'your own account instead: do keys lie about in it',
    },
    fix: { type: 'boolean', describe: 'mend modes and owners of env files, nothing else' },
  },
  examples: [
    { line: 'pine-env check live', about: 'before it is needed' },
    {
      line: 'pine-env check --all --only env-file-mode --fix',
      about: 'mend the modes, nothing else',
    },
  ],
  run: async (given, host) => {
    const rules = wantedRules(given);
    if (given.text('file') !== undefined) return fileReport(given, host);
    const root = findRoot(host, given.root);
    const isAccount = rules.some((rule) => accountRules.includes(rule));
    const look = async () => {
      const world = await observeAll(host, root, (files) => withLoadedUnits(host, files));
      return isAccount ? withTraces(host, world) : world;
    };
    const first = await look();
    const names = wantedProfiles(given, first);
    // Without any profile nothing would be judged, and nothing found.
    if (isAccount && names.length === 0)
      viewOrFail(first, [...first.profiles.keys()][0] ?? 'paper');
    const fixed = given.flag('fix') ? fixAll(host, first, names) : [];
    const world = fixed.length === 0 ? first : await look();
    const told = given.flag('account') ? [] : names;
    return checkReport(root.path, told, rules, [...fixed, ...judged(world, names, rules)]);
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? 'none')}`),
    ...findingsLines(paint, report.findings, true),
    `${report.profiles.join(', ') || subjectOf(report)}: ${counted(report.rules)}, ${tally(report.findings)}`,
  ],
};

function subjectOf({ rules }: CheckReport): string {
  return rules.some((rule) => accountRules.includes(rule)) ? 'your account' : 'no profile';
}

function counted(rules: readonly string[]): string {
  return rules.length === 1 ? '1 rule' : `${rules.length} rules`;
}

const accountRules = accountChecks.map(({ rule }) => rule);
// Nothing linked yet is no fault of a profile; status says it. An account is looked into when asked.
const onlyWhenAsked = ['link-missing', ...accountRules];

function wantedRules(given: Given): readonly string[] {
  const known = rulesFor(given);
  const wanted = given.texts('only');
  if (wanted === undefined) {
    return given.flag('account') ? known : known.filter((rule) => !onlyWhenAsked.includes(rule));
  }
  for (const rule of wanted) if (!known.includes(rule)) unknownRule(rule, known);
  return wanted;
}

/** What may be asked of this subject: of a profile, of a file by itself, or of an account. */
function rulesFor(given: Given): readonly string[] {
  const isFile = given.text('file') !== undefined;
  const subjects = [isFile, given.flag('account'), given.flag('all')].filter((is) => is);
  if (subjects.length > 1) oneSubject();
  if (given.flag('account')) return ['registry-unusable', ...accountRules];
  return (isFile ? commandChecks : allChecks).map(({ rule }) => rule);
}

function oneSubject(): never {
  return fail({
    kind: 'usage',
    rule: 'one-subject',
    message: 'check judges one thing: profiles, a --file, or your --account',
    remedy: 'pine-env check --help',
  });
}

async function fileReport(given: Given, host: Host): Promise<CheckReport> {
  const { checkFile } = await import('./check-file.ts');
  return checkFile(host, {
    file: given.text('file') ?? '',
    root: given.root,
    profile: given.words[0],
    fix: given.flag('fix'),
    only: given.texts('only'),
  });
}

/** Loaded only here: what looks for keys in files costs start-up time. */
async function withTraces(host: Host, world: World): Promise<World> {
  const { lookForTraces } = await import('../steps/look-for-traces.ts');
  return { ...world, traces: await lookForTraces(host, world) };
}

/** The named one; every one; or the active one, and when none is active every one. */
function wantedProfiles(given: Given, world: World): readonly string[] {
  const [named] = given.words;
  if (named !== undefined) return [viewOrFail(world, named).profile.name];
  const all = goodProfiles(world).map(({ name }) => name);
  const active = activeProfiles(world).map(({ name }) => name);
  return given.flag('all') || active.length === 0 ? all : active;
}

function fixAll(host: Host, world: World, names: readonly string[]): readonly Finding[] {
  return names.flatMap((name) => fixFiles(host, viewOrFail(world, name)));
}

function judged(
  world: World,
  names: readonly string[],
  rules: readonly string[],
): readonly Finding[] {
  const checks = allChecks.filter(({ rule }) => rules.includes(rule));
  return once(
    names.flatMap((name) => viewOf(world, name) ?? []).flatMap((view) => judge(checks, view)),
  );
}

function unknownRule(rule: string, known: readonly string[]): never {
  const nearest = nearestName(rule, known);
  return fail({
    kind: 'usage',
    rule: 'unknown-rule',
    message: `there is no rule ${shownName(rule)}`,
    remedy: nearest === undefined ? `one of: ${known.join(' ')}` : `did you mean ${nearest}?`,
  });
}
