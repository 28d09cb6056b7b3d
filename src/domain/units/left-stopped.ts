import type { Entry } from '../journal-entry.ts';

/**
 * The units that a change which was cut short has stopped and nobody brought up since: systemd forgets
 * an instance that neither runs nor is enabled, so that the journal alone knows of it.
 */
export function leftStopped(entries: readonly Entry[]): readonly string[] {
  const last = entries.findLast(({ units }) => units !== undefined);
  if (last?.kind !== 'intent') return [];
  const isOver = entries.some(
    ({ kind, change }) => change === last.change && (kind === 'done' || kind === 'undone'),
  );
  return isOver ? [] : (last.units ?? []);
}
