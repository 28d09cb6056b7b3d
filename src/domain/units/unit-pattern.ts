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

/** A class, whose first member may be `]`, or a letter. */
const piece = /\[(?:[!^]|(?![!^]))(?:\[:[a-z]+:\]|.)(?:\[:[a-z]+:\]|[^\]])*\]|./gs;

function compiled(pattern: string): RegExp {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const pieces = pattern.match(piece) ?? [];
  const now = new RegExp(`^${pieces.map(sourceOf).join('')}$`, 's');
  known.set(pattern, now);
  return now;
}

/** systemd asks fnmatch(3) with FNM_NOESCAPE: a backslash is a letter, as in `pine\x2dworker.service`. */
function sourceOf(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  return part.length > 1 ? classOf(part.slice(1, -1)) : letter(part);
}

function classOf(inside: string): string {
  const isNegated = /^[!^]/.test(inside);
  const items = (isNegated ? inside.slice(1) : inside).match(/\[:[a-z]+:\]|.-.|./gs) ?? [];
  return `[${isNegated ? '^' : ''}${items.map(itemOf).join('')}]`;
}

const named: Readonly<Record<string, string>> = {
  '[:alnum:]': 'A-Za-z0-9',
  '[:alpha:]': 'A-Za-z',
  '[:digit:]': '0-9',
  '[:lower:]': 'a-z',
  '[:upper:]': 'A-Z',
  '[:xdigit:]': '0-9A-Fa-f',
};

/** A range that runs backwards holds nothing, and neither does a class that nobody knows. */
function itemOf(item: string): string {
  if (item.length > 3) return named[item] ?? '';
  const [first = '', , last] = item;
  if (last === undefined) return letter(first);
  return first <= last ? `${letter(first)}-${letter(last)}` : '';
}

function letter(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
