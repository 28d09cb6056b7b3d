import {
  advance,
  type Cursor,
  isBreak,
  isSeparator,
  isSpace,
  lineOf,
  peek,
  takeBreak,
} from './cursor.ts';
import type { Text } from './token.ts';

/** Where a plain text stands, as far as it decides where the text ends. */
export interface Surroundings {
  /** The column of the block around it; -1 when there is none. */
  readonly indent: number;
  readonly inFlow: boolean;
}

/** A plain text, and whether it ended behind a line break, where a new key may begin. */
export interface PlainText {
  readonly token: Text;
  readonly endedLine: boolean;
}

/** Takes a text without quotes, over as many lines as it has. */
export function scanPlain(cursor: Cursor, { indent, inFlow }: Surroundings): PlainText {
  const line = lineOf(cursor);
  let text = '';
  let space = '';
  let endedLine = false;
  for (;;) {
    const length = runLength(cursor, inFlow);
    if (length === 0) break;
    text += space + cursor.text.slice(cursor.at, cursor.at + length);
    advance(cursor, length);
    const gap = takeGap(cursor);
    ({ space, endedLine } = gap);
    const outdented = !inFlow && cursor.column <= indent;
    if (space === '' || gap.isEnd || peek(cursor) === '#' || outdented) break;
  }
  return { token: { kind: 'text', text, plain: true, halves: false, line }, endedLine };
}

/** How far the text goes on without a blank. */
function runLength(cursor: Cursor, inFlow: boolean): number {
  for (let length = 0; ; length++) {
    const letter = peek(cursor, length);
    if (isSpace(letter) || (inFlow && ',?[]{}'.includes(letter))) return length;
    if (letter !== ':') continue;
    const next = peek(cursor, length + 1);
    if (isSpace(next) || (inFlow && ',[]{}'.includes(next))) return length;
  }
}

interface Gap {
  /** What the blanks and line breaks read as, should the text go on. */
  readonly space: string;
  readonly endedLine: boolean;
  /** A document separator stands here. */
  readonly isEnd: boolean;
}

function takeGap(cursor: Cursor): Gap {
  let blanks = 0;
  while (peek(cursor, blanks) === ' ') blanks++;
  advance(cursor, blanks);
  if (!isBreak(peek(cursor))) return { space: ' '.repeat(blanks), endedLine: false, isEnd: false };
  const first = takeBreak(cursor);
  let more = '';
  let isEnd = isSeparator(cursor);
  while (!isEnd && (peek(cursor) === ' ' || isBreak(peek(cursor)))) {
    if (peek(cursor) === ' ') advance(cursor);
    else {
      more += takeBreak(cursor);
      isEnd = isSeparator(cursor);
    }
  }
  return { space: folded(first, more), endedLine: true, isEnd };
}

/** What a line break and the empty lines behind it read as. */
export function folded(first: string, more: string): string {
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}
