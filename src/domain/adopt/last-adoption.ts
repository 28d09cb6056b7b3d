import { endOf } from '../journal-changes.ts';
import type { Entry } from '../journal-entry.ts';

/** True for the intent of an undoing: it leads from links back to plain files. */
export function isUndoing({ links = [] }: Entry): boolean {
  return links.some(({ to }) => to === null);
}

/** The intent of the last adoption that was done and not undone since; undefined when there is none. */
export function lastAdoption(entries: readonly Entry[]): Entry | undefined {
  const last = entries.findLast(
    ({ verb, kind, change }) =>
      verb === 'adopt' && kind === 'intent' && endOf(entries, change) === 'to',
  );
  return last === undefined || isUndoing(last) ? undefined : last;
}
