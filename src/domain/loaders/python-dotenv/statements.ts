import { isBlank, isNewline, isSpace, past, withoutTail } from './python-spaces.ts';

/** One statement of the file, its value before `${...}` is looked at; `line` is where it begins. */
export type Statement = { readonly line: number } & Content;

type Content =
  | { readonly kind: 'assigned'; readonly key: string; readonly value: string }
  | { readonly kind: 'bare'; readonly key: string }
  | { readonly kind: 'dropped'; readonly rule: string };

/** What differs between the versions; all of it is so from 1.2 on. */
export interface Manner {
  /** A backslash hides whatever follows it from the search for the closing quote. */
  readonly backslashesPair: boolean;
  /** `K= # note` is empty. */
  readonly commentMayBeAll: boolean;
  /** One byte order mark at the start is no part of the first name. */
  readonly skipsMark: boolean;
}

/** The statements of a file, in its order; comments and blank lines are none. */
export function statementsIn(text: string, manner: Manner): readonly Statement[] {
  const found: Statement[] = [];
  let line = 1;
  let counted = 0;
  const start = manner.skipsMark && text.startsWith('\ufeff') ? 1 : 0;
  for (let at = past(text, start, isSpace); at < text.length; ) {
    line += lineFeeds(text, counted, at);
    counted = at;
    const { content, end } = statementAt(text, at, manner);
    if (content !== 'comment') found.push({ line, ...content });
    at = past(text, end, isSpace);
  }
  return found;
}

/** Something read, and where reading goes on; or why it could not be read, and where. */
type Part<T> = { readonly is: T; readonly end: number } | Failure;

interface Failure {
  readonly rule: string;
  readonly at: number;
}

function statementAt(
  text: string,
  from: number,
  manner: Manner,
): { readonly content: Content | 'comment'; readonly end: number } {
  const read = contentAt(text, afterExport(text, from), manner);
  // After a failure reading goes on in the next line, counted from where it failed.
  if ('rule' in read)
    return { content: { kind: 'dropped', rule: read.rule }, end: endOfLine(text, read.at) };
  return { content: read.is, end: read.end };
}

function contentAt(text: string, at: number, manner: Manner): Part<Content | 'comment'> {
  if (text[at] === '#') return { is: 'comment', end: endOfLine(text, at) };
  const name = nameAt(text, at);
  if ('rule' in name) return name;
  const key = name.is;
  const equals = past(text, name.end, isBlank);
  if (text[equals] !== '=')
    return upToLineEnd(text, { is: { kind: 'bare', key }, end: equals }, 'not-an-assignment');
  const value = valueAt(text, equals + 1, manner);
  if ('rule' in value) return value;
  const content: Content = { kind: 'assigned', key, value: value.is };
  return upToLineEnd(text, { is: content, end: value.end }, 'after-quote');
}

function afterExport(text: string, at: number): number {
  if (!text.startsWith('export', at)) return at;
  const next = past(text, at + 6, isBlank);
  return next > at + 6 ? next : at;
}

function nameAt(text: string, at: number): Part<string> {
  const quoted = text[at] === "'";
  const from = quoted ? at + 1 : at;
  const end = quoted ? text.indexOf("'", from) : past(text, from, isOfName);
  if (end <= from) return { rule: 'no-name', at };
  return { is: asOneNewline(text.slice(from, end)), end: quoted ? end + 1 : end };
}

function isOfName(code: number): boolean {
  return code !== 0x3d && code !== 0x23 && !isSpace(code);
}

/** Only blanks and a comment may follow what was read, up to the end of its line. */
function upToLineEnd(
  text: string,
  read: { readonly is: Content; readonly end: number },
  otherwise: string,
): Part<Content> {
  const at = past(text, read.end, isBlank);
  if (text[at] === '#') return { is: read.is, end: endOfLine(text, at) };
  const isEnd = at === text.length || isNewline(text.charCodeAt(at));
  return isEnd ? { is: read.is, end: at } : { rule: otherwise, at };
}

function valueAt(text: string, from: number, manner: Manner): Part<string> {
  const at = past(text, from, isBlank);
  const first = text[at];
  if (first === '#' && at > from && manner.commentMayBeAll) return { is: '', end: at };
  if (first === "'" || first === '"') return quotedAt(text, at, first, manner);
  const end = endOfLine(text, at);
  return { is: bareValue(text.slice(at, end)), end };
}

function quotedAt(text: string, at: number, quote: "'" | '"', manner: Manner): Part<string> {
  const find = manner.backslashesPair ? closingPaired : closingUnpaired;
  const close = find(text, at + 1, quote);
  if (close < 0) return { rule: 'open-quote', at };
  const inner = asOneNewline(text.slice(at + 1, close));
  return { is: inner.replace(escaped[quote], unescaped), end: close + 1 };
}

function closingPaired(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at < text.length ? at : -1;
}

/** The first quote without a backslash before it, or else the last one with a backslash. */
function closingUnpaired(text: string, from: number, quote: string): number {
  let last = -1;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    last = at;
    if (text[at - 1] !== '\\') return at;
  }
  return last;
}

const escaped = { "'": /\\[\\']/g, '"': /\\[\\'"abfnrtv]/g };
const controls: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
};

function unescaped(pair: string): string {
  const letter = pair.charAt(1);
  return controls[letter] ?? letter;
}

function bareValue(text: string): string {
  let at = text.indexOf('#', 1);
  while (at >= 0 && !isSpace(text.charCodeAt(at - 1))) at = text.indexOf('#', at + 1);
  return withoutTail(at < 0 ? text : text.slice(0, at));
}

function endOfLine(text: string, from: number): number {
  return past(text, from, (code) => !isNewline(code));
}

function asOneNewline(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 0x0a) count++;
  return count;
}
