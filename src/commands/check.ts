import { allChecks, judge, viewOf } from '../domain/checks/index.ts';
import { activeProfiles } from '../domain/env-link.ts';
import { exit } from '../domain/exit-code.ts';
import { anyError, type Finding, once } from '../domain/finding.ts';
import { nearestName, shownName } from '../domain/names.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import { goodProfiles, type Root, type World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findingsLines, plain, tally } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { fixFiles } from '../steps/fix-files.ts';
import { viewOrFail } from '../steps/look.ts';
import { withLoadedUnits } from '../steps/look-at-running.ts';
import { observeAll } from '../steps/observe.ts';
import type { Command, Given } from './command.ts';

interface CheckReport extends Report {
  readonly profiles: readonly string[];
  readonly rules: readonly string[];
}

/** `check`: every judgement on a profile; an error finding exits 1. */
export const check: Command<CheckReport> = {
  verb: 'check',
  options: {
    all: { type: 'boolean', describe: 'every profile, not only the active one' },
    only: { type: 'array', value: 'RULE', describe: 'only this rule; may be given several times' },
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
    const root = findRoot(host, given.root);
    const rules = wantedRules(given);
    const look = () => observeAll(host, root, (files) => withLoadedUnits(host, files));
    const first = await look();
    const names = wantedProfiles(given, first);
    const fixed = given.flag('fix') ? fixAll(host, first, names) : [];
    const world = fixed.length === 0 ? first : await look();
    return report(root, names, rules, [...fixed, ...judged(world, names, rules)]);
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...findingsLines(paint, report.findings, true),
    `${report.profiles.join(', ') || 'no profile'}: ${counted(report.rules)}, ${tally(report.findings)}`,
  ],
};

function counted(rules: readonly string[]): string {
  return rules.length === 1 ? '1 rule' : `${rules.length} rules`;
}

function report(
  root: Root,
  profiles: readonly string[],
  rules: readonly string[],
  findings: readonly Finding[],
): CheckReport {
  return {
    schema: schemaOf('check'),
    root: root.path,
    outcome: 'done',
    exit: anyError(findings) ? exit.no : exit.done,
    profiles,
    rules,
    findings,
  };
}

function wantedRules(given: Given): readonly string[] {
  const known = allChecks.map(({ rule }) => rule);
  const wanted = given.texts('only');
  // Nothing linked yet is no fault of a profile; status says it.
  if (wanted === undefined) return known.filter((rule) => rule !== 'link-missing');
  for (const rule of wanted) if (!known.includes(rule)) unknownRule(rule, known);
  return wanted;
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
