import {
  afterQuote,
  endBefore,
  type Found,
  type Ignored,
  isQuote,
  lineEnd,
  past,
  quoted,
  trimmed,
  unquoted,
  withoutExport,
} from './found.ts';

/**
 * What Node 20 finds in a file without CRs: spaces are its only blanks, a name goes up to the
 * next `=` on whatever line, and a line that begins with `=` ends the file.
 */
export function foundBy20(file: string): readonly Found[] {
  const text = file.slice(0, endBefore(file, 0, file.length, isSpace));
  const found: Found[] = [];
  for (let at = past(text, 0, text.length, isSpace); at < text.length; ) at = step(text, at, found);
  return found;
}

/** Reads one line or assignment; answers where the next one begins. */
function step(text: string, at: number, found: Found[]): number {
  const mayBeComment = text[at] === '\n' || text[at] === '#';
  const end = mayBeComment ? lineEnd(text, at) : at;
  // A comment without a line feed at its end is not taken for one.
  if (mayBeComment && end < text.length) return end + 1;
  const equals = text.indexOf('=', at);
  if (equals < 0) {
    if (!mayBeComment) found.push({ kind: 'ignored', at, rule: 'no-equals' });
    return text.length;
  }
  if (equals > at) return assign(text, at, equals, found);
  found.push({ kind: 'ignored', at, rule: 'ends-the-file' });
  return text.length;
}

function assign(text: string, at: number, equals: number, found: Found[]): number {
  const from = past(text, equals + 1, text.length, isSpace);
  const inQuotes = quoted(text, from);
  const isOpen = inQuotes === undefined && isQuote(text[from]);
  if (isOpen && lineEnd(text, from) === text.length) {
    found.push({ kind: 'ignored', at, rule: 'open-quote' });
    return from;
  }
  const { value, end } = inQuotes ?? unquoted(text, from, isSpace);
  const name = nameIn(text, at, equals);
  found.push({ kind: 'named', at, key: withoutExport(name), value }, ...joined(text, at, equals));
  if (inQuotes !== undefined) found.push(...afterQuote(text, end));
  return lineEnd(text, end) + 1;
}

/** Node 20 trims a name of nothing but spaces into the byte before them. */
function nameIn(text: string, from: number, equals: number): string {
  return trimmed(text, from, equals, isSpace) || text.slice(from - 1, from);
}

/** The line of the `=`, when the name began further up. */
function joined(text: string, from: number, equals: number): readonly Ignored[] {
  const newline = text.slice(from, equals).lastIndexOf('\n');
  return newline < 0 ? [] : [{ kind: 'ignored', at: from + newline + 1, rule: 'joined-name' }];
}

function isSpace(code: number): boolean {
  return code === 0x20;
}
