/** True when a file's name fits a pattern of `*`, `?` and `[…]`, as glob(3) judges one name: `\*` is a star. */
export function fitsGlob(pattern: string, name: string): boolean {
  return compiled(pattern, true).test(name);
}

/** The same as fnmatch(3) with FNM_NOESCAPE, as systemd asks for units: a backslash is a letter, as in `pine\x2dworker.service`. */
export function fitsUnitGlob(pattern: string, unit: string): boolean {
  return compiled(pattern, false).test(unit);
}

/** True when a text holds what glob(3) takes for a wildcard. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

// A host has few patterns and asks them of every process.
const known = new Map<string, RegExp>();

/** An escaped letter, a class, whose first member may be `]`, or a letter. */
const piece = /\\.|\[(?:[!^]|(?![!^]))(?:\[:[a-z]+:\]|.)(?:\[:[a-z]+:\]|[^\]])*\]|./gs;
const pieceWithoutEscapes = new RegExp(piece.source.slice('\\\\.|'.length), piece.flags);

function compiled(pattern: string, escapes: boolean): RegExp {
  const name = `${escapes} ${pattern}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const pieces = pattern.match(escapes ? piece : pieceWithoutEscapes) ?? [];
  const now = new RegExp(`^${pieces.map(sourceOf).join('')}$`, 's');
  known.set(name, now);
  return now;
}

function sourceOf(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  if (part.startsWith('[') && part.length > 1) return classOf(part.slice(1, -1));
  return letter(part.slice(-1));
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
