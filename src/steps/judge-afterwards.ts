import { changedAfterwards, notAsLinked } from '../domain/changed-afterwards.ts';
import type { View } from '../domain/checks/check.ts';
import { judge, profileChecks, viewOf } from '../domain/checks/index.ts';
import { linksMixed } from '../domain/checks/link-checks.ts';
import { exit, exitCodeOf } from '../domain/exit-code.ts';
import { type Finding, once } from '../domain/finding.ts';
import type { ProcessVerdict } from '../domain/running/judge-process.ts';
import { judgeRunning, type RunningVerdict } from '../domain/running/judge-units.ts';
import { runningFindings } from '../domain/running/running-findings.ts';
import type { SwitchResult } from '../domain/switch-report.ts';
import type { UnitOutcome } from '../domain/units/unit-outcome.ts';
import type { Root, World } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { withRunning } from './look-at-running.ts';
import { observeProfiles } from './observe.ts';
import type { Recovered } from './recover.ts';
import { noTroubles, type Troubles } from './troubles.ts';

/** What was found when all was done. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** The workers that run; undefined when nobody could look. */
  readonly workers?: readonly ProcessVerdict[];
}

/** Everything there is to say about what now stands and runs; looking at it stops nothing any more. */
export async function judgeAfterwards(host: Host, root: Root, view: View): Promise<Judged> {
  const later = noTroubles();
  const world = await later.attemptLater('not-judged', () => observeProfiles(host, root));
  const now = world && viewOf(world, view.profile.name);
  const findings = later.attempt('not-judged', () =>
    judge([...profileChecks, linksMixed], now ?? view),
  );
  const running = await later.attemptLater('not-examined', () => lookAtWorkers(host, now ?? view));
  return {
    findings: once([
      ...later.found,
      ...(now === undefined ? [] : notAsLinked(now)),
      ...(running?.findings ?? []),
      ...(findings ?? []),
    ]),
    ...(running?.workers === undefined ? {} : { workers: running.workers }),
  };
}

/** Cgroups and `/proc` alone: the service manager may hang, and this must not. */
async function lookAtWorkers(host: Host, { world }: View): Promise<Judged> {
  const now: World = await withRunning(host, world, { askManager: false });
  const verdict = judgeRunning(now);
  return {
    findings: worthSaying(now, verdict),
    ...(now.running?.canLook === true ? { workers: verdict.workers } : {}),
  };
}

/** That a worker is stale is what a switch without a restart does, and its last lines say it. */
function worthSaying(world: World, verdict: RunningVerdict): readonly Finding[] {
  const all = runningFindings(world, verdict, 'safe');
  return all.filter(({ rule }) => rule !== 'process-stale');
}

const notSafe = new Set<string>([
  linksMixed.rule,
  changedAfterwards,
  'not-judged',
  'process-live',
  'process-mixed',
  'process-unproven',
  'not-examined',
]);

/** What became of the units that were to be restarted; a finding is a unit that is not up. */
export interface Restarted {
  readonly units: readonly UnitOutcome[];
  readonly findings: readonly Finding[];
}

interface Done {
  readonly judged: Judged;
  readonly troubles: Troubles;
  readonly recovered?: Recovered;
  readonly head?: string;
  readonly restart?: Restarted;
}

/**
 * What a switch to safe came to: 6 when units could not be brought up, 8 when a step beside the
 * relink failed, 1 when something is live or unproven.
 */
export function resultOf({ judged, troubles, recovered, head, restart }: Done): SwitchResult {
  const down = restart?.findings ?? [];
  return {
    outcome: 'done',
    exit: down.length > 0 ? exitCodeOf('provider') : exitBeside(judged, troubles),
    findings: [...down, ...troubles.found, ...judged.findings],
    ...(judged.workers === undefined ? {} : { workers: judged.workers }),
    ...(restart === undefined ? {} : { units: restart.units }),
    ...(head === undefined ? {} : { head }),
    ...(recovered === undefined
      ? {}
      : { recovered: { profile: recovered.of.profile ?? recovered.of.verb, how: recovered.how } }),
  };
}

function exitBeside({ findings }: Judged, { found }: Troubles): number {
  if (found.length > 0) return exit.unreported;
  return findings.some(({ rule }) => notSafe.has(rule)) ? exit.no : exit.done;
}
