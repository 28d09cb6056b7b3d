import type { View } from '../domain/checks/check.ts';
import { viewOf } from '../domain/checks/index.ts';
import type { Finding } from '../domain/finding.ts';
import { isLinked } from '../domain/rotation/rotating.ts';
import type { UnitOutcome } from '../domain/units/unit-outcome.ts';
import type { Root } from '../domain/world.ts';
import { asPineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { bringUp } from './bring-up-units.ts';
import { settleJobs, unitsFor } from './find-units.ts';
import { hasConsent } from './keep-consent.ts';
import { observeProfiles } from './observe.ts';
import { restartToSafe } from './restart-to-safe.ts';
import { noTroubles } from './troubles.ts';

/** What became of the units; any finding means that the step is still open. */
export interface RestartedAll {
  readonly units: readonly UnitOutcome[];
  readonly findings: readonly Finding[];
}

/**
 * Restarts the units of the profile that is linked, and proves that they run with what its file says
 * now. Holds no lock. Never throws for a unit: what is not up is a finding, and nothing is relinked.
 */
export async function restartRotated(host: Host, root: Root, view: View): Promise<RestartedAll> {
  if (view.profile.tier === 'live') return restartLive(host, root, view);
  const troubles = noTroubles();
  const asked = { verb: 'rotate', profile: view.profile.name };
  const { units, findings } = await restartToSafe(host, root, view, asked, troubles);
  return { units, findings: [...findings, ...troubles.found] };
}

async function restartLive(host: Host, root: Root, { profile }: View): Promise<RestartedAll> {
  try {
    const manager = await host.unitControl();
    const plan = await unitsFor(manager, profile);
    await settleJobs(
      manager,
      plan.wanted.map(({ unit }) => unit),
    );
    // Whoever went to safe meanwhile has won, and has restarted them.
    const now = viewOf(await observeProfiles(host, root), profile.name);
    if (now === undefined || !isLinked(now) || !hasConsent(host, now.world, now.profile)) {
      return { units: [], findings: [overtaken(profile.name)] };
    }
    const units = await bringUp(host, {
      ...{ manager, before: plan.wanted, settle: profile.worker?.settle, how: 'restart' },
      progress: await host.progress(),
      look: () => observeProfiles(host, root),
    });
    return { units, findings: units.filter(({ up }) => !up).map(notUp) };
  } catch (error) {
    const { rule, where, message, remedy } = asPineError(error).facts;
    const told = `not every unit was restarted and proved: ${message}`;
    return {
      units: [],
      findings: [{ rule, severity: 'error', where: where ?? 'systemd', message: told, remedy }],
    };
  }
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

function overtaken(profile: string): Finding {
  return {
    rule: 'overtaken',
    severity: 'error',
    where: profile,
    message: `${profile} is not linked as agreed any more; no unit was restarted`,
    remedy: 'see what stands: pine-env status',
  };
}
