import type { UnitFacts } from '../units/unit-facts.ts';
import { unitMatches } from '../units/unit-pattern.ts';
import { goodProfiles, patternsOf, type World } from '../world.ts';
import { judgeProcess, type ProcessVerdict } from './judge-process.ts';
import type { ProcessFacts } from './process-facts.ts';

/** A unit of the profiles, held against what is linked now. */
export interface UnitVerdict {
  readonly unit: string;
  readonly state: ProcessVerdict['state'] | 'not-running';
  /** The service manager's own words; null when it gave none. */
  readonly active: string | null;
  readonly sub: string | null;
  readonly processes: readonly number[];
}

/** Everything there is to say of what runs, before it becomes findings. */
export interface RunningVerdict {
  readonly units: readonly UnitVerdict[];
  /** The workers: processes of the units, and those that a profile's `worker.command` names. */
  readonly workers: readonly ProcessVerdict[];
  /** Other processes that hold a key of a live profile: a shell, a debugger, somebody's script. */
  readonly others: readonly ProcessVerdict[];
}

/** Judges all that was seen of the units and processes of a root. */
export function judgeRunning(world: World): RunningVerdict {
  const processes = world.running?.processes ?? [];
  const verdicts = processes.map((worker) => ({
    worker,
    verdict: judgeProcess(world, worker),
    isWorker: isWorker(world, worker),
  }));
  const workers = verdicts.filter(({ isWorker }) => isWorker).map(({ verdict }) => verdict);
  return {
    workers,
    units: unitsOf(world, workers),
    others: verdicts
      .filter(({ isWorker, verdict }) => !isWorker && verdict.tier === 'live')
      .map(({ verdict }) => verdict),
  };
}

/** A process of a unit, or one whose command line some profile knows; without such a text, any that holds a key. */
function isWorker(world: World, { unit, command, isElsewhere }: ProcessFacts): boolean {
  if (unit !== undefined && isOurs(world, unit)) return true;
  const texts = goodProfiles(world).flatMap(({ worker }) => worker?.command ?? []);
  if (texts.length === 0) return true;
  if (isElsewhere) return false;
  return command.some((word) => texts.some((text) => word.reveal().includes(text)));
}

function isOurs(world: World, unit: string): boolean {
  return patternsOf(world).some((pattern) => unitMatches(pattern, unit));
}

function unitsOf(world: World, workers: readonly ProcessVerdict[]): readonly UnitVerdict[] {
  const manager = world.running?.manager;
  const facts = manager?.kind === 'answered' ? manager.units : [];
  const names = [...facts.map(({ unit }) => unit), ...workers.flatMap(({ unit }) => unit ?? [])];
  return [...new Set(names)].sort().map((unit) =>
    unitVerdict(
      unit,
      facts.find((one) => one.unit === unit),
      workers.filter((one) => one.unit === unit),
    ),
  );
}

const loudest = ['mixed', 'unproven', 'stale', 'matches'] as const;

function unitVerdict(
  unit: string,
  facts: UnitFacts | undefined,
  processes: readonly ProcessVerdict[],
): UnitVerdict {
  const state = loudest.find((one) => processes.some((worker) => worker.state === one));
  return {
    unit,
    state: state ?? (facts !== undefined && runs(facts) ? 'unproven' : 'not-running'),
    active: facts?.active ?? null,
    sub: facts?.sub ?? null,
    processes: processes.map(({ pid }) => pid),
  };
}

/** By the manager's word, also while it starts or stops; timers and targets run too, and are no processes. */
function runs({ unit, sub, mainPid }: UnitFacts): boolean {
  return mainPid > 0 || (unit.endsWith('.service') && sub === 'running');
}
