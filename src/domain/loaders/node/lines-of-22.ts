import {
  afterQuote,
  endBefore,
  type Found,
  lineEnd,
  past,
  quoted,
  trimmed,
  unquoted,
  withoutExport,
} from './found.ts';

/**
 * What Node 22 to 26 find in a file without CRs: a line feed is a blank to them too, so that a
 * value may stand on a line below its name, if only blanks stand between.
 */
export function foundBy22(file: string): readonly Found[] {
  const text = file.slice(0, endBefore(file, 0, file.length, isBlank));
  const found: Found[] = [];
  for (let at = past(text, 0, text.length, isBlank); at < text.length; ) at = step(text, at, found);
  return found;
}

/** Reads one line or assignment; answers where the next one begins. */
function step(text: string, at: number, found: Found[]): number {
  if (text[at] === '\n' || text[at] === '#') return lineEnd(text, at) + 1;
  const equals = past(text, at, text.length, isOfName);
  if (text[equals] !== '=') {
    found.push({ kind: 'ignored', at, rule: 'no-equals' });
    return past(text, equals, text.length, isBlank);
  }
  const name = trimmed(text, at, equals, isBlank);
  const isEmpty = equals + 1 === text.length || text[equals + 1] === '\n';
  // An empty value comes before `export` is looked for.
  if (isEmpty) found.push({ kind: 'named', at, key: name, value: '' });
  else if (name === '') found.push({ kind: 'ignored', at, rule: 'no-name' });
  else return assign(text, { at, name, equals }, found);
  return isEmpty ? equals + 1 : past(text, equals + 1, text.length, isBlank);
}

interface Begun {
  readonly at: number;
  readonly name: string;
  readonly equals: number;
}

function assign(text: string, { at, name, equals }: Begun, found: Found[]): number {
  const from = past(text, equals + 1, text.length, isBlank);
  const inQuotes = quoted(text, from);
  const { value, end } = inQuotes ?? unquoted(text, from, isBlank);
  const rest = withoutExport(name);
  found.push({ kind: 'named', at, key: trimmed(rest, 0, rest.length, isBlank), value });
  const isBelow = text.slice(equals, from).includes('\n');
  if (isBelow) found.push({ kind: 'ignored', at: from, rule: 'taken-as-value' });
  const next = lineEnd(text, end) + 1;
  if (inQuotes === undefined) return past(text, next, text.length, isBlank);
  found.push(...afterQuote(text, end));
  // Blanks at the start of the line after a quoted value stay, and hide a comment.
  return next;
}

function isOfName(code: number): boolean {
  return code !== 0x3d && code !== 0x0a;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a;
}
