import type { Profile } from '../domain/profile.ts';
import { planRestart, type RestartPlan } from '../domain/units/restart-plan.ts';
import { fail } from '../errors.ts';
import type { UnitControl } from '../ports.ts';

/**
 * The units of a profile that a restart is about. Throws `provider` when no service manager answers,
 * and `refused` (`unit-missing`, `no-units`) when the profile names units that are not there, or none.
 */
export async function unitsFor(manager: UnitControl, profile: Profile): Promise<RestartPlan> {
  if (!manager.isHere) noManager();
  const plan = planRestart(profile, await manager.find(profile.units));
  const [missing] = plan.missing;
  if (missing !== undefined) noSuchUnit(missing, profile.name);
  if (plan.wanted.length === 0) noUnits(profile.name);
  return plan;
}

/**
 * Forgets what is queued for these units: a switcher that was killed may have left a start there,
 * which would otherwise come after everything that is done now.
 */
export async function settleJobs(manager: UnitControl, units: readonly string[]): Promise<void> {
  const jobs = await manager.jobs(units);
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

function noSuchUnit(pattern: string, profile: string): never {
  return fail({
    kind: 'refused',
    rule: 'unit-missing',
    message: `no unit, loaded or configured, fits ${pattern}, which the profile ${profile} names`,
    remedy: `correct units: in profiles/${profile}.yaml; see which there are: systemctl list-unit-files`,
    where: pattern,
  });
}

function noUnits(profile: string): never {
  return fail({
    kind: 'refused',
    rule: 'no-units',
    message: `the profile ${profile} names no unit that runs, has failed or is enabled`,
    remedy: `name them outright under units: in profiles/${profile}.yaml`,
  });
}
