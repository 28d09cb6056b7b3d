import {
  afterQuote,
  EQUALS,
  type Found,
  HASH,
  LF,
  nextLine,
  past,
  quoted,
  type Stretch,
  trimmed,
  unquoted,
  withoutExport,
} from './found.ts';

/**
 * What Node 22 to 26 find in a file without CRs: a line feed is a blank to them too, so that a
 * value may stand on a line below its name, if only blanks stand between.
 */
export function foundBy22(bytes: Uint8Array): readonly Found[] {
  const file = trimmed(bytes, { from: 0, to: bytes.length }, isBlank);
  const found: Found[] = [];
  for (let at = file.from; at < file.to; ) at = step(bytes, { from: at, to: file.to }, found);
  return found;
}

/** Reads one line or assignment; answers where the next one begins. */
function step(bytes: Uint8Array, { from, to }: Stretch, found: Found[]): number {
  if (bytes[from] === LF || bytes[from] === HASH) return nextLine(bytes, from, to);
  const end = past(bytes, { from, to }, (byte) => byte !== EQUALS && byte !== LF);
  if (bytes[end] !== EQUALS || end === to) {
    found.push({ kind: 'ignored', at: from, rule: 'no-equals' });
    return past(bytes, { from: end, to }, isBlank);
  }
  const name = trimmed(bytes, { from, to: end }, isBlank);
  const behind = { from: end + 1, to };
  if (behind.from === to || bytes[behind.from] === LF) {
    // An empty value comes before `export` is looked for.
    const value = { from: behind.from, to: behind.from };
    found.push({ kind: 'named', at: from, key: name, value, expands: false });
    return behind.from;
  }
  const rest = { from: past(bytes, behind, isBlank), to };
  if (name.from < name.to) return assign(bytes, name, behind, rest, found);
  found.push({ kind: 'ignored', at: from, rule: 'no-name' });
  return rest.from;
}

function assign(
  bytes: Uint8Array,
  name: Stretch,
  behind: Stretch,
  rest: Stretch,
  found: Found[],
): number {
  const key = trimmed(bytes, withoutExport(bytes, name), isBlank);
  const inQuotes = quoted(bytes, rest);
  const { value, expands, end } = inQuotes ?? unquoted(bytes, rest, isBlank);
  found.push({ kind: 'named', at: name.from, key, value, expands });
  found.push(...lineBelow(bytes, behind.from, rest.from));
  if (inQuotes === undefined)
    return past(bytes, { from: nextLine(bytes, end, rest.to), to: rest.to }, isBlank);
  found.push(...afterQuote(bytes, { from: end, to: rest.to }));
  // Blanks at the start of the line after a quoted value stay, and hide a comment.
  return nextLine(bytes, end, rest.to);
}

/** The line of the value, when it is another one than that of the `=`. */
function lineBelow(bytes: Uint8Array, from: number, to: number): readonly Found[] {
  const isBelow = bytes.subarray(from, to).includes(LF);
  return isBelow ? [{ kind: 'ignored', at: to, rule: 'taken-as-value' }] : [];
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === LF;
}
