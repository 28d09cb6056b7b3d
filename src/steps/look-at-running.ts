import { heldKeys } from '../domain/running/held-keys.ts';
import { isOurGate } from '../domain/running/is-our-gate.ts';
import type { ProcessFacts } from '../domain/running/process-facts.ts';
import type { ProcessConfig, Running } from '../domain/running/running.ts';
import { isPersons } from '../domain/units/persons-unit.ts';
import type { ManagerWord } from '../domain/units/unit-facts.ts';
import { unitMatches } from '../domain/units/unit-pattern.ts';
import { goodProfiles, patternsOf, type World } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Glance, Host, Processes } from '../ports.ts';
import { configOfProcess } from './look-at-configs.ts';

/** How much one look at what runs asks. */
export interface LookWanted {
  /** False for whoever cannot wait for the service manager: cgroups tell whose a process is. */
  readonly askManager: boolean;
}

/** The same World with what runs in it: units, and processes with their environments and configs. */
export async function withRunning(host: Host, world: World, wanted: LookWanted): Promise<World> {
  const [manager, seen] = await Promise.all([
    wanted.askManager ? askManager(host, world) : absent,
    lookAtProcesses(host, world),
  ]);
  return { ...world, running: { manager, ...seen } };
}

async function lookAtProcesses(host: Host, world: World): Promise<Omit<Running, 'manager'>> {
  const table = await host.processes();
  const processes = table.canLook ? await workersAmong(host, world, table) : [];
  return { canLook: table.canLook, processes, configs: await configsOf(host, world, processes) };
}

/** The same World with what the service manager has loaded, and no look at any process. */
export async function withLoadedUnits(host: Host, world: World): Promise<World> {
  const manager = await askManager(host, world);
  return { ...world, running: { manager, canLook: false, processes: [], configs: new Map() } };
}

const absent: Promise<ManagerWord> = Promise.resolve({ kind: 'absent' });

async function askManager(host: Host, world: World): Promise<ManagerWord> {
  const manager = await host.unitControl();
  if (!manager.isHere) return absent;
  try {
    return { kind: 'answered', units: await manager.find(patternsOf(world)) };
  } catch (error) {
    if (error instanceof PineError) return { kind: 'silent', error: error.facts };
    throw error;
  }
}

/** Processes of our units, those whose command line a profile knows, and whoever holds a live key. */
async function workersAmong(
  host: Host,
  world: World,
  table: Processes,
): Promise<readonly ProcessFacts[]> {
  // At once, since each may keep us waiting.
  const all = await Promise.all(table.all().map((glance) => workerAt(host, world, table, glance)));
  return all.flatMap((worker) => worker ?? []);
}

async function workerAt(
  host: Host,
  world: World,
  table: Processes,
  seen: Glance,
): Promise<ProcessFacts | undefined> {
  if (isOurGate(seen.program, seen.command)) return undefined;
  const isElsewhere = isNamedIn(world, seen) && table.isElsewhere(seen);
  const glance = isElsewhere ? withoutUnit(seen) : withoutPersons(seen);
  const isNamed = !isElsewhere && isNamedIn(world, glance);
  if (!isNamed && !mayBeSeen(host, glance)) return undefined;
  const environment = await table.environment(glance);
  const worker = { ...glance, environment, ...(isElsewhere ? { isElsewhere } : {}) };
  const ended = environment.kind === 'closed' && environment.why === 'gone';
  const counts = (isNamed && mayBeWorker(world, worker)) || holdsKeys(world, worker);
  return !ended && counts ? worker : undefined;
}

/** Whoever is logged in has started it by hand. */
function withoutPersons(glance: Glance): Glance {
  return glance.unit !== undefined && isPersons(glance.unit) ? withoutUnit(glance) : glance;
}

function withoutUnit({ unit: _, ...same }: Glance): Glance {
  return same;
}

function isOurUnit(world: World, unit: string | undefined): boolean {
  return unit !== undefined && patternsOf(world).some((one) => unitMatches(one, unit));
}

/** True for a process of one of our units, or with a text in its command line that a profile names. */
function isNamedIn(world: World, { unit, command }: Glance): boolean {
  if (isOurUnit(world, unit)) return true;
  const texts = goodProfiles(world).flatMap(({ worker }) => worker?.command ?? []);
  return command.some((word) => texts.some((text) => word.reveal().includes(text)));
}

/** Whoever edits or looks for a worker's file has its name in the command line, too, and no key. */
function mayBeWorker(world: World, { unit, program, environment }: ProcessFacts): boolean {
  if (isOurUnit(world, unit) || /^(?:python|pypy)/.test(program)) return true;
  if (environment.kind === 'closed') return false;
  const { registry } = world;
  const names = registry.kind === 'good' ? registry.registry.keys : new Map();
  return [...environment.variables.keys()].some((name) => names.has(name));
}

/** Nobody's worker: looked at where that costs nothing and waits for nobody. */
function mayBeSeen({ accounts }: Host, { uid, program }: Glance): boolean {
  return (accounts.uid === 0 || uid === accounts.uid) && !/^\(?(?:systemd|sd-)/.test(program);
}

function holdsKeys({ registry }: World, { environment }: ProcessFacts): boolean {
  if (registry.kind !== 'good' || environment.kind === 'closed') return false;
  return heldKeys(registry.registry, environment.variables, []).environments.length > 0;
}

async function configsOf(
  host: Host,
  world: World,
  processes: readonly ProcessFacts[],
): Promise<ReadonlyMap<number, ProcessConfig>> {
  const configs = new Map<number, ProcessConfig>();
  for (const worker of processes) {
    const config = await configOfProcess(host, world, worker);
    if (config !== undefined) configs.set(worker.pid, config);
  }
  return configs;
}
