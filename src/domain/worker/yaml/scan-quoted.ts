import { stop } from '../config-rules.ts';
import {
  advance,
  type Cursor,
  end,
  isBreak,
  isSeparator,
  lineOf,
  peek,
  takeBreak,
  takeMatch,
} from './cursor.ts';
import { folded } from './scan-plain.ts';
import type { Text } from './token.ts';

interface Quoted {
  readonly cursor: Cursor;
  readonly quote: string;
  readonly line: number;
  text: string;
  halves: boolean;
  /** Behind the last escape for a first half; -1 when there was none. */
  halfAt: number;
}

/** Takes a text in single or double quotes; its lines may stand in any column. */
export function scanQuoted(cursor: Cursor): Text {
  const begun = { cursor, quote: peek(cursor), line: lineOf(cursor) };
  const quoted: Quoted = { ...begun, text: '', halves: false, halfAt: -1 };
  advance(cursor);
  takeWords(quoted);
  while (peek(cursor) !== quoted.quote) {
    takeSpace(quoted);
    takeWords(quoted);
  }
  advance(cursor);
  const { text, halves, line } = quoted;
  return { kind: 'text', text, plain: false, halves, line };
}

const run = /[^'"\\\0 \t\n\u0085\u2028\u2029]*/y;

function takeWords(quoted: Quoted): void {
  const { cursor } = quoted;
  const isDouble = quoted.quote === '"';
  for (;;) {
    quoted.text += takeMatch(cursor, run);
    const letter = peek(cursor);
    if (letter === "'" && (isDouble || peek(cursor, 1) === "'")) {
      quoted.text += letter;
      advance(cursor, isDouble ? 1 : 2);
    } else if (!isDouble && (letter === '"' || letter === '\\')) {
      quoted.text += letter;
      advance(cursor);
    } else if (isDouble && letter === '\\') takeEscape(quoted);
    else return;
  }
}

const letters: Readonly<Record<string, string>> = {
  ...{ 0: '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r' },
  ...{ e: '\x1b', ' ': ' ', '"': '"', '\\': '\\', '/': '/' },
  ...{ N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029' },
};
const lengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function takeEscape(quoted: Quoted): void {
  const { cursor } = quoted;
  advance(cursor);
  const letter = peek(cursor);
  const length = lengths[letter];
  if (isBreak(letter)) {
    takeBreak(cursor);
    quoted.text += takeBreaks(quoted);
    return;
  }
  const said = length === undefined ? letters[letter] : coded(cursor, length);
  keepEscape(quoted, said ?? stop('escape', lineOf(cursor)));
  advance(cursor, 1 + (length ?? 0));
}

function keepEscape(quoted: Quoted, said: string): void {
  quoted.halves ||= quoted.halfAt === quoted.text.length && /^[\udc00-\udfff]/.test(said);
  quoted.text += said;
  if (/^[\ud800-\udbff]$/.test(said)) quoted.halfAt = quoted.text.length;
}

/** The character of a hexadecimal escape; undefined when it is none. */
function coded(cursor: Cursor, length: number): string | undefined {
  const digits = cursor.text.slice(cursor.at + 1, cursor.at + 1 + length);
  const code = Number.parseInt(digits, 16);
  const isWhole = digits.length === length && /^[0-9A-Fa-f]*$/.test(digits);
  return isWhole && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function takeSpace(quoted: Quoted): void {
  const { cursor } = quoted;
  const blanks = takeMatch(cursor, /[ \t]*/y);
  if (peek(cursor) === end) stop('quote', quoted.line);
  const first = takeBreak(cursor);
  quoted.text += first === '' ? blanks : folded(first, takeBreaks(quoted));
}

/** The empty lines here and the blanks before the next word. */
function takeBreaks({ cursor }: Quoted): string {
  let breaks = '';
  for (;;) {
    if (isSeparator(cursor)) stop('quoted-separator', lineOf(cursor));
    takeMatch(cursor, /[ \t]*/y);
    if (!isBreak(peek(cursor))) return breaks;
    breaks += takeBreak(cursor);
  }
}
