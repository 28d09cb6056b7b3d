import type { View } from '../domain/checks/check.ts';
import type { Finding } from '../domain/finding.ts';
import { judgeRunning } from '../domain/running/judge-units.ts';
import { leftStopped } from '../domain/units/left-stopped.ts';
import type { RestartPlan } from '../domain/units/restart-plan.ts';
import type { UnitFacts } from '../domain/units/unit-facts.ts';
import { isProved, type UnitOutcome } from '../domain/units/unit-outcome.ts';
import type { Root } from '../domain/world.ts';
import { asPineError, type ErrorFacts, quietly } from '../errors.ts';
import type { Host, UnitControl } from '../ports.ts';
import { bringUp, windowFor } from './bring-up-units.ts';
import { entryOf, stampFor, takeLock } from './change.ts';
import { noSuchUnit, settleJobs, unitsThere } from './find-units.ts';
import type { Restarted } from './judge-afterwards.ts';
import { openJournal, readJournal } from './keep-journal.ts';
import { withRunning } from './look-at-running.ts';
import { observeProfiles } from './observe.ts';
import type { Troubles } from './troubles.ts';

/** Which command restarts, for the journal. */
interface Asked {
  readonly verb: string;
  readonly profile: string;
}

/**
 * Restarts the units of a safe profile that is linked already, and proves them. Whatever fails, safe
 * stays linked: no step here ever goes back, and none throws for a unit or the service manager.
 */
export async function restartToSafe(
  host: Host,
  root: Root,
  view: View,
  request: Asked,
  troubles: Troubles,
): Promise<Restarted> {
  const restarted = await bringAllUp(host, root, view);
  await noteRestart(host, root, request, restarted, troubles);
  return restarted;
}

async function bringAllUp(host: Host, root: Root, view: View): Promise<Restarted> {
  try {
    const manager = await host.unitControl();
    const plan = await unitsThere(manager, view.profile, stoppedBy(host, root));
    const units = await provedOrRestarted(host, root, view, manager, plan);
    const missing = plan.missing.map((pattern) => notThere(pattern, view.profile.name));
    return { units, findings: [...units.filter(({ up }) => !up).map(notUp), ...missing] };
  } catch (error) {
    return { units: [], findings: [notRestarted(asPineError(error))] };
  }
}

/** The journal may be broken; then it knows of no units. */
function stoppedBy({ disk }: Host, { path }: Root): readonly string[] {
  return quietly(() => leftStopped(readJournal(disk, path).entries)) ?? [];
}

/** Units that run what is linked already, and have done so for a while, are left alone. */
async function provedOrRestarted(
  host: Host,
  root: Root,
  view: View,
  manager: UnitControl,
  { wanted }: RestartPlan,
): Promise<readonly UnitOutcome[]> {
  const names = wanted.map(({ unit }) => unit);
  // A restart takes the place of what is queued, so that no answer here is no reason to wait.
  await settleJobs(manager, names).catch(() => undefined);
  const { settle } = view.profile.worker ?? {};
  const proved = await provedAmong(host, root, wanted, settle);
  const others = wanted.filter((facts) => !proved.includes(facts));
  const bringing = {
    manager,
    progress: await host.progress(),
    before: others,
    settle,
    look: () => observeProfiles(host, root),
    how: 'restart' as const,
  };
  const brought = others.length === 0 ? [] : await bringUp(host, bringing);
  return names.map(
    (unit) => brought.find((one) => one.unit === unit) ?? { unit, up: true, why: null },
  );
}

/** What cannot be looked at is restarted: no look may stand between a worker and paper. */
async function provedAmong(
  host: Host,
  root: Root,
  wanted: readonly UnitFacts[],
  settle: number | undefined,
): Promise<readonly UnitFacts[]> {
  try {
    const world = await withRunning(host, await observeProfiles(host, root), { askManager: true });
    const running = judgeRunning(world);
    return wanted.filter((facts) =>
      isProved(facts, running, world.at - windowFor([facts], settle)),
    );
  } catch {
    return [];
  }
}

function notThere(pattern: string, profile: string): Finding {
  const { rule, where, message, remedy } = noSuchUnit(pattern, profile);
  return { rule, severity: 'error', where, message, remedy };
}

function notUp({ unit, why }: UnitOutcome): Finding {
  return {
    rule: 'unit-not-up',
    severity: 'error',
    where: unit,
    message: `it could not be brought up: ${why ?? ''}`,
    remedy: `see why: systemctl status ${unit}; to stop it: sudo systemctl stop ${unit}`,
  };
}

function notRestarted({ facts }: { readonly facts: ErrorFacts }): Finding {
  return {
    rule: facts.rule,
    severity: 'error',
    where: facts.where ?? 'systemd',
    message: `not every unit was restarted and proved: ${facts.message}`,
    remedy: facts.remedy,
  };
}

/** What became of the units, for the journal; a lock that is not to be had is a trouble and no more. */
async function noteRestart(
  host: Host,
  root: Root,
  { verb, profile }: Asked,
  { units, findings }: Restarted,
  troubles: Troubles,
): Promise<void> {
  const up = units.filter((one) => one.up).map(({ unit }) => unit);
  const down = findings.map(({ where }) => where);
  const words = [
    ...(up.length > 0 ? [`up: ${up.join(', ')}`] : []),
    ...(down.length > 0 ? [`not up: ${down.join(', ')}`] : []),
  ];
  await troubles.attemptLater('journal-failed', async () => {
    const held = takeLock(host, await host.lock(), root, `${verb} ${profile}`, 1);
    try {
      // Until all are up, the journal still knows which were stopped.
      const all = down.length === 0 ? { units: up } : {};
      const body = { kind: 'noted', profile, note: words.join('; '), ...all } as const;
      openJournal(host, root.path).append(entryOf(host, stampFor(host, verb), body));
    } finally {
      held.release();
    }
  });
}
