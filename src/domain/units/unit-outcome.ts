import { listed } from '../listed.ts';
import type { ProcessVerdict } from '../running/judge-process.ts';
import type { RunningVerdict } from '../running/judge-units.ts';
import type { UnitFacts } from './unit-facts.ts';

/** What became of a unit that was to run. */
export interface UnitOutcome {
  readonly unit: string;
  readonly up: boolean;
  /** Why it is not up; null when it is. */
  readonly why: string | null;
}

/** Why a unit is not the one that was just started, or not up; undefined when it is. */
export function whyNotStarted(before: UnitFacts, now: UnitFacts): string | undefined {
  const isOld = now.invocation === '' || now.invocation === before.invocation;
  if (now.load !== 'loaded') return `systemd calls it ${now.load}`;
  if (now.active !== 'active') return `it is ${now.active} (${now.sub}, ${now.result})`;
  if (isOld) return 'systemd did not start it anew';
  if (isProgram(now) && now.sub !== 'running') return `it does not run any more (${now.sub})`;
  return undefined;
}

/** Why a unit did not stand still between two looks; undefined when it did. */
export function whyNotStable(first: UnitFacts, now: UnitFacts): string | undefined {
  const moved =
    first.invocation !== now.invocation ||
    first.mainPid !== now.mainPid ||
    first.restarts !== now.restarts;
  if (now.active !== 'active') return `it is ${now.active} again (${now.sub}, ${now.result})`;
  return moved ? 'it ended by itself and was started again' : undefined;
}

/** Why a unit that runs is not running what is linked; undefined when it is, or is no program. */
export function whyNotLinked(facts: UnitFacts, running: RunningVerdict): string | undefined {
  if (!isProgram(facts)) return undefined;
  const verdict = running.units.find(({ unit }) => unit === facts.unit);
  if (verdict?.state === 'matches') return undefined;
  const worker = running.workers.find(
    ({ unit, state }) => unit === facts.unit && state === verdict?.state,
  );
  return worker === undefined ? 'none of its processes can be seen' : wordsFor(worker);
}

/** True when a unit runs what is linked, and has done so since before `since` (milliseconds since 1970): no restart would show more. */
export function isProved(facts: UnitFacts, running: RunningVerdict, since: number): boolean {
  const own = running.workers.filter(({ unit }) => unit === facts.unit);
  return (
    facts.active === 'active' &&
    whyNotLinked(facts, running) === undefined &&
    own.every((worker) => Date.parse(worker.since) < since)
  );
}

function wordsFor({ state, why, differs, environments }: ProcessVerdict): string {
  if (state === 'mixed') return `it holds keys of ${listed(environments)} at once`;
  if (state === 'unproven') return `unproven: ${why ?? ''}`;
  return `it runs with another ${listed(differs)} than what is linked`;
}

/** Timers and targets start programs, and are none. */
function isProgram({ unit }: UnitFacts): boolean {
  return unit.endsWith('.service');
}
