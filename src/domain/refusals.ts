import type { ErrorFacts } from '../errors.ts';
import type { Check, View } from './checks/check.ts';
import { fileChecks, foreignChecks, judge } from './checks/index.ts';
import { strangersInConfig } from './config-facts.ts';
import type { Finding } from './finding.ts';
import { envPath } from './layout.ts';
import { shownName } from './names.ts';
import { strangersIn, tierOf } from './tiers.ts';
import { goodProfiles } from './world.ts';

/**
 * Why a profile of a safe tier may not be linked, or undefined (promise 5): its file holds a value
 * known to be live, is missing or unsafe, or something that is not ours stands in the link's place.
 * Everything else is reported and stops nobody from reaching paper.
 */
export function whyNotSafe(view: View): ErrorFacts | undefined {
  return (
    asError('refused', [...knownLive(view), ...liveConfig(view), ...liveFiles(view)]) ??
    whyUnsafe(view) ??
    asError('unsafe-file', judge(foreignChecks, view))
  );
}

/** Why what stands in a profile's env files is nobody's word, or undefined: others may write it, or it cannot be read. */
export function whyUnsafe(
  view: View,
  checks: readonly Check[] = fileChecks,
): ErrorFacts | undefined {
  return asError('unsafe-file', judge(checks, view));
}

/** Why a profile of the live tier may not be linked, or undefined: any error finding says no. */
export function whyNotLive(findings: readonly Finding[]): ErrorFacts | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return undefined;
  const more = errors.length === 1 ? '' : `, and ${errors.length - 1} more`;
  return {
    kind: 'refused',
    rule: 'blocked-by-findings',
    message: `${first.where}: ${first.message}${more}`,
    remedy: first.remedy,
    where: first.where,
    findings,
  };
}

/** The values in the profile's files that are positively known to belong to the live tier. */
function knownLive(view: View): readonly Finding[] {
  const { registry } = view.world;
  if (registry.kind !== 'good') return [];
  return strangersIn(registry.registry, view.profile.name, view.files)
    .filter(({ of }) => tierOf(view.world, of.environment) === 'live')
    .map(({ file, key, line, of }) => ({
      rule: 'holds-a-live-key',
      severity: 'error',
      where: `${envPath(file)}:${line} ${shownName(key)}`,
      message: `${shownName(key)} holds the ${of.environment} value of ${of.key}; linking it as ${view.profile.name} would trade with real money, so nothing was changed`,
      remedy: stopUnits(view),
    }));
}

/** The worker takes its config before its environment, so a live value there trades live under any profile. */
function liveConfig(view: View): readonly Finding[] {
  return strangersInConfig(view)
    .filter(({ of }) => tierOf(view.world, of.environment) === 'live')
    .map(({ where, seen, of }) => ({
      rule: 'config-holds-a-live-key',
      severity: 'error',
      where,
      message: `the runtime config gives the worker the ${of.environment} value of ${of.key} as its ${seen.setting}; linking ${view.profile.name} would trade with real money, so nothing was changed`,
      remedy: stopUnits(view),
    }));
}

/** A file that a live profile declares is live, whatever the registry knows of what is in it. */
function liveFiles(view: View): readonly Finding[] {
  return view.profile.links.flatMap(({ file }) => {
    const live = goodProfiles(view.world).find(
      ({ tier, links }) => tier === 'live' && links.some((pair) => pair.file === file),
    );
    if (live === undefined) return [];
    return [
      {
        rule: 'file-of-a-live-profile',
        severity: 'error' as const,
        where: envPath(file),
        message: `this is the env file of ${live.name}: linking it as ${view.profile.name} would trade with real money, so nothing was changed`,
        remedy: stopUnits(view),
      },
    ];
  });
}

/** A file that would lie cannot be the way to safety; stopping what trades can. */
function stopUnits({ profile }: View): string {
  const units = profile.units.map((unit) => `'${unit}'`).join(' ');
  return units === '' ? 'stop the worker, then mend the file' : `sudo systemctl stop ${units}`;
}

function asError(
  kind: 'refused' | 'unsafe-file',
  findings: readonly Finding[],
): ErrorFacts | undefined {
  const first = findings.find(({ severity }) => severity === 'error');
  if (first === undefined) return undefined;
  const { rule, where, message, remedy } = first;
  return { kind, rule, message: `${where}: ${message}`, remedy, where, findings };
}
