import type { Finding } from '../domain/finding.ts';
import { isInForce, mustBeSaid } from '../domain/leaks/hit.ts';
import type { Judged, Silencer } from '../domain/leaks/judge-hits.ts';
import { type LeakFinding, leakFinding } from '../domain/leaks/leak-finding.ts';
import type { LeakRule } from '../domain/leaks/leak-rule.ts';
import { listedLeaks } from '../domain/leaks/listed-leaks.ts';
import {
  type KnownTotals,
  type LeakTotals,
  leaksIn,
  type ReportedRule,
  type ScanFacts,
} from '../domain/leaks/scan-report.ts';
import type { Tally } from '../domain/leaks/tally.ts';
import type { Look } from './scan.ts';
import { allowancesIn } from './scan-allowances.ts';

/** Everything a report says, from everything that was seen. */
export function factsOfScan(look: Look, written: ScanFacts['written']): ScanFacts {
  const { request, ours, scanned, files } = look;
  const { salt } = ours.here.known;
  const hasBaseline = files.baseline !== undefined || written !== undefined;
  const reported = reportedOf(look, written !== undefined);
  const rules = new Map(look.parts.rules.map((rule) => [rule.name, rule]));
  const leaks = listedLeaks(leaksIn(reported.map((one) => findingOf(look, one, rules))));
  const tally = shownTally(look);
  return {
    root: ours.root?.path ?? null,
    source: request.name,
    output: request.output,
    unattended: look.unattended,
    totals: totalsOf(look, reported, leaks.length),
    scanned: { ...tally, seconds: scanned.seconds },
    known: knownTotals(look),
    fingerprints: salt !== undefined ? 'registry' : hasBaseline ? 'baseline' : 'this-run',
    allowed: {
      comment: silenced(look, 'comment'),
      'path-rule': silenced(look, 'path-rule'),
      baseline: silenced(look, 'baseline'),
    },
    rules: rulesOf(rules, leaks),
    findings: [...leaks, ...ours.doubts, ...unreadableIn(tally), ...allowancesIn(look)],
    ...(written === undefined ? {} : { written }),
  };
}

/** What was just recorded is lived with from now on; what cannot be recorded is said. */
function reportedOf({ judged }: Look, isRecorded: boolean): readonly Judged[] {
  const open = judged.filter(({ silencedBy }) => silencedBy === undefined);
  return isRecorded ? open.filter(({ hit }) => mustBeSaid(hit)) : open;
}

type Rules = ReadonlyMap<string, LeakRule>;

function findingOf({ places, shown }: Look, judged: Judged, rules: Rules): LeakFinding {
  const { piece } = judged.hit;
  const place = places.objectPlace(piece);
  const path = place?.path === undefined ? undefined : shown(place.path);
  return leakFinding(
    judged,
    {
      file: path ?? shown(piece.name),
      ...(place?.commit === undefined ? {} : { commit: place.commit }),
      ...(path === undefined ? {} : { path }),
    },
    rules,
  );
}

function totalsOf({ scanned }: Look, reported: readonly Judged[], listed: number): LeakTotals {
  const { beyond } = scanned;
  const hits = reported.map(({ hit }) => hit);
  return {
    leaks: hits.length + beyond.leaks,
    uncertain: hits.filter(({ certain }) => !certain).length + beyond.uncertain,
    live: hits.filter((hit) => hit.certain && isInForce(hit)).length + beyond.live,
    files: new Set(hits.map(({ piece }) => piece.object ?? piece.name)).size,
    listed,
  };
}

function shownTally({ scanned, shown }: Look): Tally {
  const { skipped, unreadable, ...counts } = scanned.tally;
  return {
    ...counts,
    skipped: skipped.map((group) => ({ ...group, names: group.names.map(shown) })),
    unreadable: unreadable.map(({ name, why }) => ({ name: shown(name), why })),
  };
}

function unreadableIn({ unreadable, unreadableCount }: Tally): readonly Finding[] {
  const say = (where: string, message: string): Finding => ({
    rule: 'unreadable',
    severity: 'error',
    where,
    message,
    remedy: 'look at its name, read it as somebody who may, or take it out of what is scanned',
  });
  const more = unreadableCount - unreadable.length;
  return [
    ...unreadable.map(({ name, why }) => say(name, `it could not be looked through: ${why}`)),
    ...(more > 0 ? [say('and others', `${more} more could not be looked through`)] : []),
  ];
}

function knownTotals({ ours }: Look): KnownTotals {
  const { known, leftOut, registry } = ours.here;
  const cores = new Set(known.values.map(({ provider, core }) => `${provider} ${core.reveal()}`));
  const isEmpty = registry === undefined && cores.size === 0;
  return {
    byValue: cores.size,
    byFingerprint: new Set(known.fingerprints.map(({ fingerprint }) => fingerprint)).size,
    leftOut,
    basis: registry !== undefined ? 'registry' : isEmpty ? 'patterns-only' : 'env-files',
  };
}

function silenced({ judged }: Look, by: Silencer): number {
  return judged.filter(({ silencedBy }) => silencedBy === by).length;
}

function rulesOf(rules: Rules, leaks: readonly LeakFinding[]): readonly ReportedRule[] {
  const names = [...new Set(leaks.map(({ rule }) => rule))].sort();
  return names.map((rule) => {
    const known = rules.get(rule);
    return {
      rule,
      title: known?.title ?? 'a value of our own env files or registry',
      remedy: known?.remedy ?? 'rotate it first: pine-env rotate',
    };
  });
}
