import { marks } from '../domain/child/unlocked.ts';
import { knownFrom } from '../domain/leaks/known-from.ts';
import { leakScanner } from '../domain/leaks/scan-blocks.ts';
import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import type { Secret } from '../domain/secret.ts';
import { secretNames, tracesIn } from '../domain/traces/look-through.ts';
import type { Trace, TraceSource, TracesRead } from '../domain/traces/trace.ts';
import type { World } from '../domain/world.ts';
import type { Host, Processes } from '../ports.ts';
import { lookAtHistories } from './look-at-histories.ts';
import { screenEnvironments } from './look-at-screen.ts';
import { lookAtStartupFiles } from './look-at-startup-files.ts';
import { scanDepth } from './scan-parts.ts';

/** Takes one text of an account after the other; keeps the keys' names and places, and nothing else of it. */
export interface TraceKeeper {
  text(source: TraceSource, text: Uint8Array): void;
  unread(source: TraceSource, why: string): void;
}

/**
 * The keys that lie about in the account that runs us: its environment, its shells' start-up files and
 * histories, its tmux and screen. Values of the root's readable files and of its registry, and registered names.
 */
export async function lookForTraces(host: Host, world: World): Promise<TracesRead> {
  const found: Trace[] = [];
  const unread: (TraceSource & { readonly why: string })[] = [];
  const keeper = await keeperInto(host, world, found, unread);
  const processes = await host.processes();
  const own = processes.own();
  inOwnEnvironment(own, keeper);
  const { home } = host.machine;
  if (home !== undefined) {
    lookAtStartupFiles(host.disk, home, own, keeper);
    await lookAtHistories(await host.leakSources(), home, keeper);
  }
  await inMultiplexers(host, processes, keeper);
  return { found: found.filter((trace) => !isIntended(trace, own)), unread };
}

async function keeperInto(
  host: Host,
  world: World,
  found: Trace[],
  unread: (TraceSource & { readonly why: string })[],
): Promise<TraceKeeper> {
  const { known } = knownFrom(world);
  const names = world.registry.kind === 'good' ? secretNames(world.registry.registry) : [];
  const work = await host.bytesWork();
  const scanner = leakScanner({ rules: [], known, depth: scanDepth, work });
  return {
    text: (source, bytes) => {
      const leaks = [...scanner.push(bytes), ...scanner.end()];
      const text = new TextDecoder('latin1').decode(bytes);
      found.push(...tracesIn(source, text, names, leaks));
    },
    unread: (source, why) => void unread.push({ ...source, why }),
  };
}

function inOwnEnvironment(own: EnvironmentRead, keeper: TraceKeeper): void {
  const source = { place: 'environment', where: 'the environment' } as const;
  if (own.kind === 'read') eachVariable(source, own.variables, keeper);
  else keeper.unread(source, 'it is closed to us');
}

/** A variable is a text of its own, so that a value's line ends say nothing of others. */
function eachVariable(
  source: TraceSource,
  variables: ReadonlyMap<string, Secret>,
  keeper: TraceKeeper,
): void {
  // Where nothing else orders them, the same account is told in the same order.
  const byName = [...variables].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [variable, value] of byName) {
    keeper.text({ ...source, variable }, new TextEncoder().encode(`${variable}=${value.reveal()}`));
  }
}

async function inMultiplexers(
  host: Host,
  processes: Processes,
  keeper: TraceKeeper,
): Promise<void> {
  const tmux = await (await host.multiplexers()).tmux();
  const screen = await screenEnvironments(processes, host.accounts.uid);
  for (const { where, takeAway, variables } of [...tmux.environments, ...screen.environments]) {
    eachVariable({ place: 'multiplexer', where, takeAway }, variables, keeper);
  }
  for (const { where, why } of [...tmux.unread, ...screen.unread]) {
    keeper.unread({ place: 'multiplexer', where }, why);
  }
}

/** What `run` and `shell` handed out themselves is where it belongs. */
function isIntended({ place, environment }: Trace, own: EnvironmentRead): boolean {
  const profile = own.kind === 'read' ? own.variables.get(marks.profile)?.reveal() : undefined;
  return place === 'environment' && environment !== undefined && environment === profile;
}
