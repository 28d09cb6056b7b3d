import type { View } from './checks/check.ts';
import { allChecks, judge, profileChecks, viewOf } from './checks/index.ts';
import { journalChecks } from './checks/journal-checks.ts';
import { linkChecks } from './checks/link-checks.ts';
import { activeProfiles, declaredLinks } from './env-link.ts';
import { exit } from './exit-code.ts';
import { anyError, type Finding, once } from './finding.ts';
import type { Entry } from './journal-entry.ts';
import { envPath } from './layout.ts';
import { type LinkStatus, linkStatus } from './link-status.ts';
import { listed } from './listed.ts';
import { shownName } from './names.ts';
import { type Report, schemaOf } from './report.ts';
import { type HostState, hostState } from './running/host-state.ts';
import type { ProcessVerdict } from './running/judge-process.ts';
import { judgeRunning, type RunningVerdict, type UnitVerdict } from './running/judge-units.ts';
import { runningFindings } from './running/running-findings.ts';
import { goodProfiles, type World, wayToSafety } from './world.ts';

/** What `status` reports: exit 0 means sound and proven. */
export interface StatusReport extends Report {
  readonly host: string;
  readonly links: readonly LinkStatus[];
  /** The profiles whose links all stand as declared; more than one when their links are apart. */
  readonly active: readonly string[];
  /** `live` as soon as any link leads to a live file. */
  readonly tier: 'safe' | 'live' | null;
  readonly sound: boolean;
  readonly expected: string | null;
  /** The links and the running workers together. */
  readonly state: HostState;
  /** What the service manager said: nothing runs this host, no answer, or an answer. */
  readonly manager: 'absent' | 'silent' | 'answered';
  readonly units: readonly UnitVerdict[];
  readonly processes: readonly ProcessVerdict[];
  /** Processes that are no workers and hold a live key. */
  readonly others: readonly ProcessVerdict[];
  /** False where processes cannot be looked at. */
  readonly examined: boolean;
}

/** The judgement on a whole root; `expected` is the profile that must be linked, if one must. */
export function statusReport(
  world: World,
  history: readonly Entry[],
  expected: string | undefined,
): StatusReport {
  const links = declaredLinks(world).map((link) => linkStatus(world, history, link));
  const active = activeProfiles(world).map(({ name }) => name);
  const running = judgeRunning(world);
  const tier = tierOfAll(links);
  const findings = [
    ...expectation(world, active, links, expected),
    ...othersThanExpected(world, running, expected),
    ...runningFindings(world, running, tier),
    ...stateFindings(world, links),
  ];
  const sound = !anyError(findings);
  return {
    schema: schemaOf('status'),
    root: world.root.path,
    outcome: 'done',
    exit: sound ? exit.done : exit.no,
    host: world.host,
    links,
    active,
    tier,
    sound,
    expected: expected === undefined ? null : nameOf(world, expected),
    state: hostState(tier, running),
    manager: world.running?.manager.kind ?? 'absent',
    units: running.units,
    processes: running.workers,
    others: running.others,
    examined: world.running?.canLook ?? false,
    findings,
  };
}

function tierOfAll(links: readonly LinkStatus[]): StatusReport['tier'] {
  if (links.some(({ tier }) => tier === 'live')) return 'live';
  return links.some(({ tier }) => tier === 'safe') ? 'safe' : null;
}

/**
 * Every judgement on every profile some link leads to; without one, on the links alone. A link that
 * leads to nobody's file speaks for itself: no linked profile may declare it.
 */
function stateFindings(world: World, links: readonly LinkStatus[]): readonly Finding[] {
  const linked = [...new Set(links.flatMap(({ profile }) => profile ?? []))];
  const views = linked.flatMap((name) => viewOf(world, name) ?? []);
  const onEvery = views.length > 0 ? strangerChecks : checksWithoutALink;
  return once([
    ...views.flatMap((view) => judge(allChecks, view)),
    ...everyView(world).flatMap((view) => judge(onEvery, view)),
  ]);
}

const strangerRules = new Set(['link-foreign', 'link-not-a-link', 'link-unproven']);
const strangerChecks = linkChecks.filter(({ rule }) => strangerRules.has(rule));

const rootRules = new Set([
  'registry-unusable',
  'profile-unusable',
  'directory-writable',
  'directory-owner',
]);
const checksWithoutALink = [
  ...linkChecks,
  ...journalChecks,
  ...profileChecks.filter(({ rule }) => rootRules.has(rule)),
];

function everyView(world: World): readonly View[] {
  return goodProfiles(world).flatMap(({ name }) => viewOf(world, name) ?? []);
}

function expectation(
  world: World,
  active: readonly string[],
  links: readonly LinkStatus[],
  expected: string | undefined,
): readonly Finding[] {
  if (expected === undefined || active.includes(expected)) {
    return [...noProfiles(world), ...liveBeside(world, links, expected)];
  }
  const known = world.profiles.has(expected);
  const name = nameOf(world, expected);
  const standing = active.length === 0 ? 'no profile is' : `${active.join(' and ')} is`;
  return [
    {
      rule: 'not-expected',
      severity: 'error',
      where: name,
      message: known
        ? `${name} is expected, but ${standing} linked`
        : `${name} is expected, but there is no such profile`,
      remedy: known ? 'see what stands: pine-env status' : 'see which there are: pine-env list',
    },
  ];
}

/** Another link of the root that leads to a live file is not what was expected either. */
function liveBeside(
  world: World,
  links: readonly LinkStatus[],
  expected: string | undefined,
): readonly Finding[] {
  if (expected === undefined) return [];
  return links
    .filter(({ tier, profile }) => tier === 'live' && profile !== expected)
    .map(({ link, profile, target }) => ({
      rule: 'not-expected',
      severity: 'error',
      where: envPath(link),
      message: `${expected} is expected, but this link leads to ${profile ?? target}`,
      remedy: `make them agree: ${wayToSafety(world)}`,
    }));
}

/** A worker with keys of another environment than the expected one, whatever else is said of it. */
function othersThanExpected(
  world: World,
  { workers }: RunningVerdict,
  expected: string | undefined,
): readonly Finding[] {
  if (expected === undefined || !world.profiles.has(expected)) return [];
  return workers
    .filter(({ environments }) => environments.some((name) => name !== expected))
    .map(({ unit, program, pid, environments }) => ({
      rule: 'not-expected',
      severity: 'error' as const,
      where: `${unit ?? program} pid ${pid}`,
      message: `${expected} is expected, and this runs with the keys of ${listed(environments)}`,
      remedy: `make it so: pine-env use ${expected} --restart`,
    }));
}

/** A profile's name; a word that is none may be a pasted secret. */
function nameOf(world: World, word: string): string {
  return world.profiles.has(word) ? word : shownName(word);
}

function noProfiles(world: World): readonly Finding[] {
  if (goodProfiles(world).length > 0) return [];
  return [
    {
      rule: 'no-profiles',
      severity: 'error',
      where: 'profiles',
      message: 'no profile can be read, so nothing can be said about the links',
      remedy: 'see why: pine-env list',
    },
  ];
}
