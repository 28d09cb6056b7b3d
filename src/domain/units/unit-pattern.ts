/** True when a unit's name fits a pattern of a profile: `*`, `?` and `[…]` match as in systemctl. */
export function unitMatches(pattern: string, unit: string): boolean {
  return compiled(pattern).test(unit);
}

/** True when a pattern may match several units. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** The patterns that fit none of these units. */
export function unmatched(
  patterns: readonly string[],
  units: readonly string[],
): readonly string[] {
  return patterns.filter((pattern) => !units.some((unit) => unitMatches(pattern, unit)));
}

// A host has few patterns and asks them of every process.
const known = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const pieces = pattern.match(/\[[!^]?\]?[^\]]*\]|\\.|./gs) ?? [];
  const now = new RegExp(`^${pieces.map(sourceOf).join('')}$`, 's');
  known.set(pattern, now);
  return now;
}

function sourceOf(piece: string): string {
  if (piece === '*') return '.*';
  if (piece === '?') return '.';
  if (piece.length > 2 && piece.startsWith('[')) return classOf(piece.slice(1, -1));
  return piece.replace(/^\\(?=.)/, '').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function classOf(inside: string): string {
  const isNegated = /^[!^]/.test(inside);
  const letters = (isNegated ? inside.slice(1) : inside).replace(/[\\\]^[]/g, '\\$&');
  return `[${isNegated ? '^' : ''}${letters}]`;
}
