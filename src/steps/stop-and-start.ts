import { activeProfiles } from '../domain/env-link.ts';
import { judgeRunning } from '../domain/running/judge-units.ts';
import type { RestartPlan } from '../domain/units/restart-plan.ts';
import type { Root } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host, UnitControl } from '../ports.ts';
import { patienceWithUnits } from './bring-up-units.ts';
import { settleJobs } from './find-units.ts';
import { withRunning } from './look-at-running.ts';
import { observeProfiles } from './observe.ts';

/**
 * Stops every unit of the plan that cannot be shown to run with safe keys alone: somebody who went
 * to safe meanwhile may have started it. Answers what failed of it; undefined when all is stopped.
 */
export async function stopWhatIsNotSafe(
  host: Host,
  root: Root,
  manager: UnitControl,
  { wanted }: RestartPlan,
): Promise<string | undefined> {
  try {
    const names = wanted.map(({ unit }) => unit);
    await settleJobs(manager, names);
    const safe = await runningSafe(host, root);
    const others = names.filter((unit) => !safe.has(unit));
    if (others.length > 0) await manager.stop(others, patienceWithUnits);
    return undefined;
  } catch (error) {
    if (error instanceof PineError) return `its units may still run: ${error.facts.message}`;
    throw error;
  }
}

async function runningSafe(host: Host, root: Root): Promise<ReadonlySet<string>> {
  const world = await withRunning(host, await observeProfiles(host, root), { askManager: false });
  const { units, workers } = judgeRunning(world);
  const isSafe = (unit: string) =>
    workers
      .filter((one) => one.unit === unit)
      .every(({ tier, state }) => tier === 'safe' && state !== 'mixed');
  return new Set(units.map(({ unit }) => unit).filter(isSafe));
}

/** Starts what ran before, on a safe profile only: with no link, or a live one, it stays stopped. */
export async function startWhatRan(
  host: Host,
  root: Root,
  manager: UnitControl,
  { ranBefore }: RestartPlan,
): Promise<void> {
  try {
    const active = activeProfiles(await observeProfiles(host, root));
    const isSafe = active.length > 0 && active.every(({ tier }) => tier === 'safe');
    if (isSafe && ranBefore.length > 0) await manager.start(ranBefore, patienceWithUnits);
  } catch (error) {
    // What is stopped is safe; status tells that it does not run.
    if (!(error instanceof PineError)) throw error;
  }
}
