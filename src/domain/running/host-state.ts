import type { RunningVerdict } from './judge-units.ts';

/**
 * What a host does, by its links and by its running workers together. `armed`: live is linked, and
 * no worker runs it yet. `stale-live`: live is not linked, and a worker still runs it.
 */
export type HostState = 'safe' | 'live' | 'armed' | 'stale-live' | 'mixed' | 'unproven' | 'nothing';

/** The loudest thing that is true of a host; `linked` is the tier of what its links lead to. */
export function hostState(
  linked: 'safe' | 'live' | null,
  { workers, units }: RunningVerdict,
): HostState {
  if (workers.some(({ state }) => state === 'mixed')) return 'mixed';
  const live = workers.some(({ tier }) => tier === 'live');
  if (live && linked !== 'live') return 'stale-live';
  if (linked === 'live' && !live) return 'armed';
  if ([...workers, ...units].some(({ state }) => state === 'unproven')) return 'unproven';
  return linked ?? 'nothing';
}
