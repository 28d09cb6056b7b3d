import { judgeRunning } from '../domain/running/judge-units.ts';
import type { UnitFacts } from '../domain/units/unit-facts.ts';
import {
  type UnitOutcome,
  whyNotLinked,
  whyNotStable,
  whyNotStarted,
} from '../domain/units/unit-outcome.ts';
import type { World } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host, Progress, UnitControl } from '../ports.ts';
import { withRunning } from './look-at-running.ts';

/** How long a unit may take to stop or to start before that counts as a failure, in seconds. */
export const patienceWithUnits = 120;

/** How long a unit must stand still when the profile does not say, in milliseconds. */
const settleByDefault = 10_000;

/** What is needed to bring units up. */
export interface Bringing {
  readonly manager: UnitControl;
  readonly progress: Progress;
  /** As they were before anything was stopped or started. */
  readonly before: readonly UnitFacts[];
  /** The profile's own settle time, in milliseconds. */
  readonly settle: number | undefined;
  /** The root as it is linked now, looked at afresh. */
  readonly look: () => Promise<World>;
  readonly how: 'start' | 'restart';
}

/**
 * Starts units and proves that they run (promise 3): each was started anew, is active, stood still
 * over the settle window, and has the environment that is linked now. Never throws for a unit.
 */
export async function bringUp(host: Host, bringing: Bringing): Promise<readonly UnitOutcome[]> {
  const { manager, progress, before, how } = bringing;
  const names = before.map(({ unit }) => unit);
  progress.say(`${how}ing ${names.join(', ')}`);
  const failure = await failing(() => manager[how](names, patienceWithUnits));
  try {
    return await proved(host, bringing, names);
  } catch (error) {
    const told = error instanceof PineError ? error.facts.message : undefined;
    if (told === undefined) throw error;
    return names.map((unit) => ({ unit, up: false, why: failure ?? told }));
  } finally {
    progress.end();
  }
}

async function failing(step: () => Promise<void>): Promise<string | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (error instanceof PineError) return error.facts.message;
    throw error;
  }
}

async function proved(
  host: Host,
  { manager, progress, before, settle, look }: Bringing,
  names: readonly string[],
): Promise<readonly UnitOutcome[]> {
  const first = await manager.show(names);
  const why = new Map<string, string>();
  note(why, first, (facts, at) => whyNotStarted(before[at] ?? facts, facts));
  const window = windowFor(first, settle);
  await watch(host, { manager, progress }, first, window, why);
  const running = judgeRunning(await withRunning(host, await look(), { askManager: true }));
  note(why, first, (facts) => whyNotLinked(facts, running));
  return names.map((unit) => ({ unit, up: !why.has(unit), why: why.get(unit) ?? null }));
}

/** Ends early when every unit has failed: nobody need wait for that. */
async function watch(
  host: Host,
  { manager, progress }: Pick<Bringing, 'manager' | 'progress'>,
  first: readonly UnitFacts[],
  window: number,
  why: Map<string, string>,
): Promise<void> {
  // By what was waited, since the clock on the wall may be set meanwhile.
  for (let left = window; why.size < first.length; left -= pollEvery) {
    const waiting = first.map(({ unit }) => unit).filter((unit) => !why.has(unit));
    if (left > 0) progress.say(`watching ${waiting.join(', ')} for ${window / 1000} s`);
    if (left > 0) await host.clock.wait(Math.min(left, pollEvery));
    const now = await manager.show(first.map(({ unit }) => unit));
    note(why, now, (facts, at) => whyNotStable(first[at] ?? facts, facts));
    if (left <= pollEvery) return;
  }
}

const pollEvery = 500;

/** How long units must stand still, in milliseconds: at least as long as systemd waits before it starts one again, or a crash loop looks like peace. */
export function windowFor(units: readonly UnitFacts[], settle = settleByDefault): number {
  const delays = units.map(({ restartDelay }) => restartDelay).filter(Number.isFinite);
  return Math.max(settle, ...delays.map((delay) => delay + 500));
}

function note(
  why: Map<string, string>,
  units: readonly UnitFacts[],
  say: (facts: UnitFacts, at: number) => string | undefined,
): void {
  units.forEach((facts, at) => {
    const words = why.has(facts.unit) ? undefined : say(facts, at);
    if (words !== undefined) why.set(facts.unit, words);
  });
}
