import { shownName } from '../names.ts';
import type { Secret } from '../secret.ts';
import { tierOf } from '../tiers.ts';
import { workerView } from '../worker/worker-view.ts';
import type { World } from '../world.ts';
import { type HeldKeys, heldKeys, isExclusive } from './held-keys.ts';
import { behindLink, merged } from './linked-environment.ts';
import { linksRead } from './links-read.ts';
import type { ProcessFacts } from './process-facts.ts';
import { linksOf } from './read-links.ts';
import { whyUnproven } from './why-unproven.ts';

/** What a running process is, held against what is linked now. */
export type ProcessState = 'matches' | 'stale' | 'mixed' | 'unproven';

/** One process of a worker as reports tell it: by names and environments, never by values. */
export interface ProcessVerdict {
  readonly pid: number;
  /** Null for a process that no unit started. */
  readonly unit: string | null;
  readonly program: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly state: ProcessState;
  /** Whose keys it has. */
  readonly environments: readonly string[];
  /** `live` as soon as one of its keys is; null when it has none that is known. */
  readonly tier: 'safe' | 'live' | null;
  /** The names of what it has otherwise than the linked file. */
  readonly differs: readonly string[];
  /** The profile that it matches instead. */
  readonly instead: string | null;
  /** Why it is unproven. */
  readonly why: string | null;
}

/** Judges one process, whatever could be read of it. */
export function judgeProcess(world: World, worker: ProcessFacts): ProcessVerdict {
  const { environment } = worker;
  if (environment.kind === 'closed') {
    return verdictFrom(world, worker, nobodys, { why: words[environment.why] });
  }
  const { variables } = environment;
  const held = keysOf(world, worker, variables);
  const { links, differs, instead } = linksRead(world, variables, linksOf(world, worker));
  const why = whyUnproven(world, worker, held, mustHaveKeys(world, links));
  return verdictFrom(world, worker, held, {
    differs,
    ...(instead === undefined ? {} : { instead }),
    ...(why === undefined ? {} : { why }),
  });
}

/** A role whose file has shared keys alone, or none, has nothing by which its environment could be told. */
function mustHaveKeys(world: World, links: readonly string[]): boolean {
  const declared = merged(links.map((link) => behindLink(world, link)));
  const { registry } = world;
  if (declared === undefined || registry.kind !== 'good') return true;
  return [...declared.keys()].some((key) => isExclusive(registry.registry, key));
}

const nobodys: HeldKeys = { environments: [], unregistered: [], unclear: [] };

const words = {
  'not-permitted': 'its environment may not be read by this account',
  gone: 'it ended while it was looked at',
  starting: 'it has not become the worker yet',
} as const;

interface Found {
  readonly differs?: readonly string[];
  readonly instead?: string;
  readonly why?: string;
}

function verdictFrom(
  world: World,
  { pid, unit, program, startedAt }: ProcessFacts,
  { environments }: HeldKeys,
  { differs = [], instead, why }: Found,
): ProcessVerdict {
  return {
    pid,
    unit: unit ?? null,
    program: shownName(program),
    since: new Date(startedAt).toISOString(),
    state: stateOf(environments, differs, why),
    environments,
    tier: tierOfAll(world, environments),
    differs,
    instead: instead ?? null,
    why: why ?? null,
  };
}

function stateOf(
  environments: readonly string[],
  differs: readonly string[],
  why: string | undefined,
): ProcessState {
  if (environments.length > 1) return 'mixed';
  if (why !== undefined) return 'unproven';
  return differs.length > 0 ? 'stale' : 'matches';
}

function tierOfAll(world: World, environments: readonly string[]): ProcessVerdict['tier'] {
  if (environments.length === 0) return null;
  return environments.some((name) => tierOf(world, name) === 'live') ? 'live' : 'safe';
}

/** Whose keys a process has, as the worker would use them. */
export function keysOf(
  { registry, running }: World,
  { pid }: Pick<ProcessFacts, 'pid'>,
  variables: ReadonlyMap<string, Secret>,
): HeldKeys {
  if (registry.kind !== 'good') return nobodys;
  const read = running?.configs.get(pid)?.read;
  const tree = read?.kind === 'read' ? read.value : undefined;
  const revealed = new Map([...variables].map(([key, value]) => [key, value.reveal()]));
  return heldKeys(registry.registry, variables, workerView(revealed, tree));
}
