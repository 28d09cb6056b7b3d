import type { Profile } from '../profile.ts';
import { isGlob } from './glob.ts';
import type { UnitFacts } from './unit-facts.ts';
import { unitMatches, unmatched } from './unit-pattern.ts';

/** Which units a switch with `--restart` is about. */
export interface RestartPlan {
  /** Those that must run afterwards, as they were before. */
  readonly wanted: readonly UnitFacts[];
  /** Those of them that were running, or about to. */
  readonly ranBefore: readonly string[];
  /** The profile's patterns that no unit fits. */
  readonly missing: readonly string[];
}

/**
 * The units of a profile that must run after a restart: every unit it names outright, and of those
 * that only a pattern fits the ones that run, have failed, or are enabled at boot, and those that a
 * change which was cut short has `stopped`.
 */
export function planRestart(
  { units: patterns }: Profile,
  all: readonly UnitFacts[],
  stopped: readonly string[] = [],
): RestartPlan {
  const there = all.filter(({ load }) => load !== 'not-found');
  const fits = (unit: string, pattern: string) => unitMatches(pattern, unit);
  const wanted = there.filter((facts) =>
    patterns.some(
      (one) =>
        fits(facts.unit, one) && (!isGlob(one) || isInUse(facts) || stopped.includes(facts.unit)),
    ),
  );
  return {
    wanted,
    ranBefore: wanted.filter(isRunning).map(({ unit }) => unit),
    missing: unmatched(
      patterns,
      there.map(({ unit }) => unit),
    ),
  };
}

/** True for a unit that runs, or will without anybody's doing: one that waits for its next try counts. */
export function isRunning({ active }: Pick<UnitFacts, 'active'>): boolean {
  return active !== 'inactive' && active !== 'failed';
}

function isInUse(facts: UnitFacts): boolean {
  return isRunning(facts) || facts.active === 'failed' || facts.enabled;
}
