import type { Profile } from '../domain/profile.ts';
import { planRestart, type RestartPlan } from '../domain/units/restart-plan.ts';
import { type ErrorFacts, fail } from '../errors.ts';
import type { UnitControl } from '../ports.ts';

/**
 * The units of a profile that a restart is about. Throws `provider` when no service manager answers,
 * and `refused` (`unit-missing`, `no-units`) when the profile names units that are not there, or none.
 */
export async function unitsFor(manager: UnitControl, profile: Profile): Promise<RestartPlan> {
  const plan = await unitsThere(manager, profile);
  const [missing] = plan.missing;
  if (missing !== undefined) fail(noSuchUnit(missing, profile.name));
  return plan;
}

/** As `unitsFor`, for a safe profile: a unit that is not there is no reason to leave the others alone. */
export async function unitsThere(
  manager: UnitControl,
  profile: Profile,
  stopped: readonly string[] = [],
): Promise<RestartPlan> {
  if (!manager.isHere) noManager();
  const all = await manager.find([...profile.units, ...stopped]);
  const plan = planRestart(profile, all, stopped);
  const [missing] = plan.missing;
  if (plan.wanted.length > 0) return plan;
  return missing === undefined ? noUnits(profile.name) : fail(noSuchUnit(missing, profile.name));
}

/**
 * Forgets what is queued for these units: a switcher that was killed may have left a start there,
 * which would otherwise come after everything that is done now.
 */
export async function settleJobs(manager: UnitControl, units: readonly string[]): Promise<void> {
  // A stop that somebody asked for is theirs, and leads nowhere bad.
  const jobs = (await manager.jobs(units)).filter(({ type }) => type !== 'stop');
  if (jobs.length > 0) await manager.cancel(jobs);
}

function noManager(): never {
  return fail({
    kind: 'provider',
    rule: 'no-manager',
    message: 'systemd does not run this host, so no unit can be restarted',
    remedy: 'restart the worker by the means by which it was started',
  });
}

/** A pattern of a profile that no unit fits. */
export function noSuchUnit(pattern: string, profile: string): ErrorFacts & { where: string } {
  return {
    kind: 'refused',
    rule: 'unit-missing',
    message: `no unit, loaded or configured, fits ${pattern}, which the profile ${profile} names`,
    remedy: `correct units: in profiles/${profile}.yaml; see which there are: systemctl list-unit-files`,
    where: pattern,
  };
}

function noUnits(profile: string): never {
  return fail({
    kind: 'refused',
    rule: 'no-units',
    message: `the profile ${profile} names no unit that runs, has failed or is enabled`,
    remedy: `name them outright under units: in profiles/${profile}.yaml`,
  });
}
