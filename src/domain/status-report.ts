import type { View } from './checks/check.ts';
import { allChecks, judge, profileChecks, viewOf } from './checks/index.ts';
import { journalChecks } from './checks/journal-checks.ts';
import { linkChecks } from './checks/link-checks.ts';
import { activeProfiles, declaredLinks, type LinkState, linkState } from './env-link.ts';
import { exit } from './exit-code.ts';
import { anyError, type Finding } from './finding.ts';
import { currentSince } from './journal-changes.ts';
import type { Entry } from './journal-entry.ts';
import { shownName } from './names.ts';
import { type Report, schemaOf } from './report.ts';
import { goodProfiles, type World } from './world.ts';

/** One link as `status` tells it. */
export interface LinkStatus {
  readonly link: string;
  readonly state: LinkState['kind'];
  readonly profile: string | null;
  readonly tier: 'safe' | 'live' | null;
  readonly target: string | null;
  /** ISO 8601; null when the journal does not tell. */
  readonly since: string | null;
  readonly by: string | null;
}

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
  /** Nobody has looked at running processes: the link says what the next start will read. */
  readonly processes: 'not-examined';
}

/** The judgement on a whole root; `expected` is the profile that must be linked, if one must. */
export function statusReport(
  world: World,
  history: readonly Entry[],
  expected: string | undefined,
): StatusReport {
  const links = declaredLinks(world).map((link) => linkStatus(world, history, link));
  const active = activeProfiles(world).map(({ name }) => name);
  const findings = [...expectation(world, active, expected), ...stateFindings(world, links)];
  const sound = !anyError(findings);
  return {
    schema: schemaOf('status'),
    root: world.root.path,
    outcome: 'done',
    exit: sound ? exit.done : exit.no,
    host: world.host,
    links,
    active,
    tier: tierOfAll(links),
    sound,
    expected: expected === undefined ? null : nameOf(world, expected),
    processes: 'not-examined',
    findings,
  };
}

function linkStatus(world: World, history: readonly Entry[], link: string): LinkStatus {
  const state = linkState(world, link);
  const profile = state.kind === 'linked' ? state.profile : null;
  const read = profile === null ? undefined : world.profiles.get(profile);
  const since = currentSince(history, link);
  const stillSo =
    since !== undefined && state.kind === 'linked' && leadsTo(since, link, state.file);
  return {
    link,
    state: state.kind,
    profile,
    tier: read?.kind === 'good' ? read.profile.tier : null,
    target: targetOf(state),
    since: stillSo ? since.at : null,
    by: stillSo ? who(since) : null,
  };
}

/** A link changed by hand afterwards is not what the journal says, so the journal tells nothing of it. */
function leadsTo(entry: Entry, link: string, file: string): boolean {
  const move = entry.links?.find((one) => one.link === link);
  const end = entry.kind === 'done' || entry.how === 'finished' ? move?.to : move?.from;
  return end === file;
}

function targetOf(state: LinkState): string | null {
  if (state.kind === 'linked') return state.file;
  return state.kind === 'foreign' ? state.target : null;
}

function who({ actor }: Entry): string | null {
  if (actor === undefined) return null;
  return actor.claimed.sudoUser ?? actor.kernel.user ?? `uid ${actor.kernel.uid}`;
}

function tierOfAll(links: readonly LinkStatus[]): StatusReport['tier'] {
  if (links.some(({ tier }) => tier === 'live')) return 'live';
  return links.some(({ tier }) => tier === 'safe') ? 'safe' : null;
}

/** Every judgement on every profile some link leads to; without one, on the links alone. */
function stateFindings(world: World, links: readonly LinkStatus[]): readonly Finding[] {
  const linked = [...new Set(links.flatMap(({ profile }) => profile ?? []))];
  const views = linked.flatMap((name) => viewOf(world, name) ?? []);
  if (views.length > 0) return once(views.flatMap((view) => judge(allChecks, view)));
  return once(unlinkedViews(world).flatMap((view) => judge(checksWithoutALink, view)));
}

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

function unlinkedViews(world: World): readonly View[] {
  return goodProfiles(world).flatMap(({ name }) => viewOf(world, name) ?? []);
}

/** Two profiles under one root share many judgements; each is told once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const identity = JSON.stringify(finding);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function expectation(
  world: World,
  active: readonly string[],
  expected: string | undefined,
): readonly Finding[] {
  if (expected === undefined || active.includes(expected)) return noProfiles(world);
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
      remedy: known ? `see what speaks against it: pine-env check ${name}` : 'pine-env list',
    },
  ];
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
