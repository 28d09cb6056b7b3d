import { type Assignment, lastValue, type ReadFile, type Reading } from '../loaders/loader.ts';
import type { Secret } from '../secret.ts';

/**
 * True when `after` has the key once, with exactly this value, and everything else as `before`:
 * other keys, what is ignored, what is unsure. False where either file is refused.
 */
export function readsOnly(before: Reading, after: Reading, key: string, value: Secret): boolean {
  if (before.kind === 'refused' || after.kind === 'refused') return false;
  const here = after.assignments.filter((one) => one.key === key);
  if (here.length !== 1) return false;
  const text = lastValue(after, key)?.reveal();
  return text === value.reveal() && allBut(key, before) === allBut(key, after);
}

/** Everything a reading says but for one key, as text that can be compared; lines may shift. */
function allBut(key: string, { assignments, ignored, unsure }: ReadFile): string {
  const set = assignments.filter((one) => one.key !== key).sort(byKey);
  return JSON.stringify([
    set.map((one) => [one.key, one.value.reveal()]),
    ignored.map(({ rule }) => rule),
    unsure.filter((one) => one.key !== key).map((one) => [one.key, one.rule]),
  ]);
}

// A stable sort: repeats keep their order, and a loader may tell the rest in any order.
function byKey(a: Assignment, b: Assignment): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
