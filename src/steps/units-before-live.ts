import type { View } from '../domain/checks/check.ts';
import { judgeRunning, type RunningVerdict } from '../domain/running/judge-units.ts';
import { isRunning, type RestartPlan } from '../domain/units/restart-plan.ts';
import { isProved } from '../domain/units/unit-outcome.ts';
import { patternsOf, type World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { windowFor } from './bring-up-units.ts';
import { unitsFor } from './find-units.ts';
import { withRunning } from './look-at-running.ts';

/**
 * The units that a change to live with `--restart` is about. Without it nothing may run, or be about
 * to: throws `unit-active` then, since a relink would arm a host whose worker nobody stops.
 */
export async function unitsBeforeLive(
  host: Host,
  { world, profile }: View,
  restart: boolean,
): Promise<RestartPlan | undefined> {
  const plan = restart ? await unitsFor(await host.unitControl(), profile) : undefined;
  const now = await withRunning(host, world, { askManager: true });
  if (plan !== undefined) return onlyThese(plan, judgeRunning(now), profile.name);
  const manager = now.running?.manager;
  if (manager?.kind === 'silent') throw new PineError(manager.error);
  const units = manager?.kind === 'answered' ? manager.units : [];
  const active = units.find(isRunning)?.unit ?? (await queued(host, now));
  if (active !== undefined) isActive(active, profile.name);
  const [worker] = judgeRunning(now).workers;
  if (worker !== undefined)
    isActive(`${worker.unit ?? worker.program} pid ${worker.pid}`, profile.name);
  return undefined;
}

/** A worker that the switch does not restart would stay as it is, and come back live some day. */
function onlyThese(plan: RestartPlan, { workers }: RunningVerdict, profile: string): RestartPlan {
  const other = workers.find(({ unit }) => plan.wanted.every((one) => one.unit !== unit));
  if (other !== undefined) isElsewhere(`${other.unit ?? other.program} pid ${other.pid}`, profile);
  return plan;
}

/** A unit that is about to be started; none where no service manager runs the host. */
async function queued(host: Host, world: World): Promise<string | undefined> {
  const manager = await host.unitControl();
  const names =
    world.running?.manager.kind === 'answered'
      ? world.running.manager.units.map(({ unit }) => unit)
      : [];
  if (names.length === 0 || patternsOf(world).length === 0) return undefined;
  return (await manager.jobs(names)).find(({ type }) => type !== 'stop')?.unit;
}

/** True when every unit of the plan has been running what is linked for a while: there is nothing to restart then. */
export async function allRunWhatIsLinked(
  host: Host,
  { world, profile }: View,
  { wanted }: RestartPlan,
): Promise<boolean> {
  const running = judgeRunning(await withRunning(host, world, { askManager: true }));
  const since = host.clock.now() - windowFor(wanted, profile.worker?.settle);
  return wanted.every((facts) => isProved(facts, running, since));
}

function isActive(what: string, profile: string): never {
  return fail({
    kind: 'refused',
    rule: 'unit-active',
    message: `${what} is running or about to; linking ${profile} under it would leave it with its old keys until it dies, and with real money after that; nothing was changed`,
    remedy: `stop it first, or let it be part of the switch: pine-env use ${profile} --restart`,
    where: what,
  });
}

function isElsewhere(what: string, profile: string): never {
  return fail({
    kind: 'refused',
    rule: 'unit-active',
    message: `${what} is running, and is none of the units that ${profile} restarts: it would keep its old keys until it dies; nothing was changed`,
    remedy: `stop it first, or name its unit under units: in profiles/${profile}.yaml`,
    where: what,
  });
}
