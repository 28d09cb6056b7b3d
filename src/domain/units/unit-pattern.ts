import { fitsUnitGlob } from './glob.ts';

/** True when a unit's name fits a pattern of a profile: `*`, `?` and `[…]` match as in systemctl. */
export function unitMatches(pattern: string, unit: string): boolean {
  return fitsUnitGlob(pattern, unit);
}

/** The patterns that fit none of these units. */
export function unmatched(
  patterns: readonly string[],
  units: readonly string[],
): readonly string[] {
  return patterns.filter((pattern) => !units.some((unit) => unitMatches(pattern, unit)));
}
