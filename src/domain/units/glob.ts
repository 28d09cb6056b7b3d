/** True when a file or unit name fits a pattern of `*`, `?` and `[…]`, as fnmatch(3) and glob(3) judge one name. */
export function fitsGlob(pattern: string, name: string): boolean {
  return compiled(pattern).test(name);
}

/** True when a text holds what glob(3) takes for a wildcard. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

const known = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const made = madeOf(`^${pattern.replaceAll(part, asRegExp)}$`);
  known.set(pattern, made);
  return made;
}

/** A range that runs backwards fits nothing. */
function madeOf(source: string): RegExp {
  try {
    return new RegExp(source, 'su');
  } catch {
    return /(?!)/;
  }
}

/** A bracket begins with `]` or its negation may; an escaped character stands for itself. */
const part = /\[[!^]?\]?[^\]]*\]|\\.|./gsu;

function asRegExp(piece: string): string {
  if (piece === '*') return '.*';
  if (piece === '?') return '.';
  if (piece.length > 2 && piece.startsWith('[')) return bracket(piece.slice(1, -1));
  return literally(piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece);
}

function bracket(inside: string): string {
  const negated = /^[!^]/.test(inside);
  const members = (negated ? inside.slice(1) : inside).replaceAll(/[\\\]^[]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
