import { stop } from '../config-rules.ts';
import {
  advance,
  type Cursor,
  end,
  endsLine,
  isBreak,
  lineOf,
  peek,
  skipBlanks,
  skipLine,
  takeBreak,
} from './cursor.ts';
import type { Text } from './token.ts';

/** Takes a text behind | or >; `indent` is the column of the block around it, -1 when there is none. */
export function scanBlock(cursor: Cursor, outer: number): Text {
  const line = lineOf(cursor);
  const isFolded = peek(cursor) === '>';
  advance(cursor);
  const { keep, deeper } = takeHeader(cursor);
  const least = Math.max(outer + 1, 1);
  const first = deeper === undefined ? takeFirstBreaks(cursor, least) : undefined;
  const indent = first?.indent ?? least + (deeper ?? 1) - 1;
  let breaks = first?.breaks ?? takeBreaks(cursor, indent);
  let text = '';
  let lastBreak = '';
  const goesOn = () => cursor.column === indent && peek(cursor) !== end;
  while (goesOn()) {
    text += breaks;
    const isMore = ' \t'.includes(peek(cursor));
    text += takeLine(cursor);
    lastBreak = takeBreak(cursor);
    breaks = takeBreaks(cursor, indent);
    if (!goesOn()) break;
    const isFoldedHere = isFolded && lastBreak === '\n' && !isMore && !' \t'.includes(peek(cursor));
    if (!isFoldedHere) text += lastBreak;
    else if (breaks === '') text += ' ';
  }
  if (keep !== '-') text += lastBreak;
  if (keep === '+') text += breaks;
  return { kind: 'text', text, plain: false, halves: false, line };
}

interface Header {
  /** + keeps all line breaks at the end, - none, nothing one. */
  readonly keep: string;
  readonly deeper: number | undefined;
}

const header = /([+-]?)([0-9]?)([+-]?)/y;

function takeHeader(cursor: Cursor): Header {
  header.lastIndex = cursor.at;
  const [whole = '', before = '', digit = '', after = ''] = header.exec(cursor.text) ?? [];
  // Not +2-: the second sign is no part of the header.
  const isTwice = before !== '' && after !== '';
  advance(cursor, whole.length - (isTwice ? 1 : 0));
  const { line } = cursor;
  if (digit === '0' || (peek(cursor) !== ' ' && !endsLine(peek(cursor)))) {
    return stop('block-text', line + 1);
  }
  skipBlanks(cursor);
  if (peek(cursor) === '#') skipLine(cursor);
  if (!endsLine(peek(cursor))) return stop('block-text', line + 1);
  takeBreak(cursor);
  return { keep: before + after, deeper: digit === '' ? undefined : Number(digit) };
}

/** The empty lines before the first one with text, and the column that this one, or a longer, sets. */
function takeFirstBreaks(cursor: Cursor, least: number) {
  let breaks = '';
  let indent = least;
  while (peek(cursor) === ' ' || isBreak(peek(cursor))) {
    if (peek(cursor) === ' ') {
      advance(cursor);
      indent = Math.max(indent, cursor.column);
    } else breaks += takeBreak(cursor);
  }
  return { breaks, indent };
}

function takeBreaks(cursor: Cursor, indent: number): string {
  let breaks = '';
  for (;;) {
    while (cursor.column < indent && peek(cursor) === ' ') advance(cursor);
    if (!isBreak(peek(cursor))) return breaks;
    breaks += takeBreak(cursor);
  }
}

function takeLine(cursor: Cursor): string {
  const from = cursor.at;
  skipLine(cursor);
  return cursor.text.slice(from, cursor.at);
}
