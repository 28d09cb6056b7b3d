import {
  afterQuote,
  EQUALS,
  type Found,
  HASH,
  isQuote,
  LF,
  next,
  nextLine,
  past,
  quoted,
  type Stretch,
  trimmed,
  unquoted,
  withoutExport,
} from './found.ts';

/**
 * What Node 20 finds in a file without CRs: spaces are its only blanks, a name goes up to the
 * next `=` on whatever line, and a line that begins with `=` ends the file.
 */
export function foundBy20(bytes: Uint8Array): readonly Found[] {
  const file = trimmed(bytes, { from: 0, to: bytes.length }, isSpace);
  const found: Found[] = [];
  for (let at = file.from; at < file.to; ) at = step(bytes, { from: at, to: file.to }, found);
  return found;
}

/** Reads one line or assignment; answers where the next one begins. */
function step(bytes: Uint8Array, rest: Stretch, found: Found[]): number {
  const { from, to } = rest;
  const mayBeComment = bytes[from] === LF || bytes[from] === HASH;
  const newline = mayBeComment ? next(bytes, LF, rest) : undefined;
  // A comment without a line feed at its end is not taken for one.
  if (newline !== undefined) return newline + 1;
  const equals = next(bytes, EQUALS, rest);
  if (equals === undefined) {
    if (!mayBeComment) found.push({ kind: 'ignored', at: from, rule: 'no-equals' });
    return to;
  }
  const name = nameIn(bytes, { from, to: equals });
  if (name.from < name.to)
    return assign(bytes, withoutExport(bytes, name), { from: equals + 1, to }, found);
  found.push({ kind: 'ignored', at: from, rule: 'ends-the-file' });
  return to;
}

/** Node 20 trims a name of nothing but spaces into the byte before them. */
function nameIn(bytes: Uint8Array, before: Stretch): Stretch {
  const name = trimmed(bytes, before, isSpace);
  const isBlank = name.from === name.to && before.from < before.to;
  return isBlank ? { from: before.from - 1, to: before.from } : name;
}

function assign(bytes: Uint8Array, key: Stretch, behind: Stretch, found: Found[]): number {
  const rest = { from: past(bytes, behind, isSpace), to: behind.to };
  const inQuotes = quoted(bytes, rest);
  const isOpen = inQuotes === undefined && isQuote(bytes[rest.from]);
  if (isOpen && next(bytes, LF, rest) === undefined) {
    found.push({ kind: 'ignored', at: key.from, rule: 'open-quote' });
    return rest.from;
  }
  const { value, expands, end } = inQuotes ?? unquoted(bytes, rest, isSpace);
  found.push({ kind: 'named', at: key.from, key, value, expands }, ...joinedLine(bytes, key));
  if (inQuotes !== undefined) found.push(...afterQuote(bytes, { from: end, to: rest.to }));
  return nextLine(bytes, end, rest.to);
}

/** The line of the `=`, when the name began further up. */
function joinedLine(bytes: Uint8Array, { from, to }: Stretch): readonly Found[] {
  const newline = bytes.subarray(from, to).lastIndexOf(LF);
  return newline < 0 ? [] : [{ kind: 'ignored', at: from + newline + 1, rule: 'joined-name' }];
}

function isSpace(byte: number): boolean {
  return byte === 0x20;
}
