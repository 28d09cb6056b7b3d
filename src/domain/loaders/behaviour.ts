import type { Loader } from './loader.ts';

/**
 * Which of a loader's `versions` behaves like the given one: the last that is not newer, the
 * oldest when all are; undefined when the given version is unknown or does not begin with a number.
 */
export function behaviour(loader: Loader, version: string | undefined): string | undefined {
  if (version === undefined || !/^\d/.test(version)) return undefined;
  const reached = loader.versions.filter((known) => compare(known, version) <= 0);
  return reached.at(-1) ?? loader.versions[0];
}

/** Part by part as numbers; a part that is not there counts as 0. */
function compare(a: string, b: string): number {
  const [left, right] = [numbersIn(a), numbersIn(b)];
  const at = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index);
  const differs = at.find((index) => (left[index] ?? 0) !== (right[index] ?? 0));
  return differs === undefined ? 0 : (left[differs] ?? 0) - (right[differs] ?? 0);
}

/** The dotted numbers a version begins with: 1, 2, 4 of `1.2.4-rc1`. */
function numbersIn(version: string): readonly number[] {
  return (/^[\d.]*/.exec(version)?.[0] ?? '').split('.').filter(Boolean).map(Number);
}
