import { stop } from '../config-rules.ts';
import { deepest, mostValues } from '../python-limits.ts';
import {
  advance,
  type Cursor,
  end,
  isSeparator,
  isSpace,
  lineOf,
  peek,
  skipBlanks,
  skipLine,
  takeBreak,
} from './cursor.ts';
import { scanBlock } from './scan-block.ts';
import { scanPlain } from './scan-plain.ts';
import { scanQuoted } from './scan-quoted.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-tag.ts';
import {
  atKeyStart,
  beginBlock,
  endBlocks,
  forgetKey,
  forgetStaleKeys,
  keyToken,
  type Scan,
} from './simple-keys.ts';
import type { Mark, Token } from './token.ts';

// A value with its key, colon and brackets is seldom more.
const mostTokens = 4 * mostValues;

/** The tokens of a YAML 1.1 text as PyYAML finds them; the last is `stream-end`. */
export function scanTokens(text: string): readonly Token[] {
  const cursor: Cursor = { text, at: 0, index: 0, line: 0, column: 0 };
  const scan: Scan = {
    ...{ cursor, tokens: [], keys: [], indents: [], indent: -1, flowLevel: 0, mayBeKey: true },
  };
  if (peek(cursor) === '\ufeff') advance(cursor);
  do {
    if (scan.tokens.length > mostTokens) stop('too-many', lineOf(cursor));
    skipToToken(scan);
    forgetStaleKeys(scan);
    endBlocks(scan, cursor.column);
  } while (takeToken(scan));
  return scan.tokens;
}

function skipToToken(scan: Scan): void {
  const { cursor } = scan;
  skipBlanksAndComment(cursor);
  while (takeBreak(cursor) !== '') {
    if (scan.flowLevel === 0) scan.mayBeKey = true;
    skipBlanksAndComment(cursor);
  }
}

function skipBlanksAndComment(cursor: Cursor): void {
  skipBlanks(cursor);
  if (peek(cursor) === '#') skipLine(cursor);
}

/** Takes one token; false when it was the last. */
function takeToken(scan: Scan): boolean {
  const { cursor } = scan;
  const letter = peek(cursor);
  if (letter === end) return takeEnd(scan);
  if (cursor.column === 0 && (letter === '%' || isSeparator(cursor))) takeDocumentMark(scan);
  else if (isIndicator(scan, letter)) indicators[letter]?.(scan);
  else if (startsPlain(letter)) takePlain(scan);
  else stop('character', lineOf(cursor));
  return true;
}

function takeEnd(scan: Scan): boolean {
  endBlocks(scan, -1);
  forgetKey(scan);
  scan.tokens.push({ kind: 'stream-end', line: lineOf(scan.cursor) });
  return false;
}

function takeDocumentMark(scan: Scan): void {
  const { cursor } = scan;
  endBlocks(scan, -1);
  forgetKey(scan);
  scan.mayBeKey = false;
  const letter = peek(cursor);
  if (letter === '%') scan.tokens.push(scanDirective(cursor));
  else takeMark(scan, letter === '-' ? 'document-start' : 'document-end', 3);
}

function takeMark(scan: Scan, kind: Mark, length = 1): void {
  scan.tokens.push({ kind, line: lineOf(scan.cursor) });
  advance(scan.cursor, length);
}

/** True when the letter is an indicator here, and not the beginning of a plain text. */
function isIndicator({ cursor, flowLevel }: Scan, letter: string): boolean {
  if (letter === '-') return isSpace(peek(cursor, 1));
  if (letter === '?' || letter === ':') return flowLevel > 0 || isSpace(peek(cursor, 1));
  if (letter === '|' || letter === '>') return flowLevel === 0;
  return letter in indicators;
}

const indicators: Readonly<Record<string, (scan: Scan) => void>> = {
  '[': (scan) => takeOpening(scan, 'flow-list'),
  '{': (scan) => takeOpening(scan, 'flow-map'),
  ']': (scan) => takeClosing(scan, 'flow-list-end'),
  '}': (scan) => takeClosing(scan, 'flow-map-end'),
  ',': (scan) => {
    forgetKey(scan);
    scan.mayBeKey = true;
    takeMark(scan, 'comma');
  },
  '-': (scan) => {
    beginBlock(scan, 'block-list', 'dash');
    forgetKey(scan);
    scan.mayBeKey = true;
    takeMark(scan, 'entry');
  },
  '?': (scan) => {
    beginBlock(scan, 'block-map', 'question-mark');
    forgetKey(scan);
    scan.mayBeKey = scan.flowLevel === 0;
    takeMark(scan, 'key');
  },
  ':': takeColon,
  '*': (scan) => takeKeyPart(scan, scanAnchor),
  '&': (scan) => takeKeyPart(scan, scanAnchor),
  '!': (scan) => takeKeyPart(scan, scanTag),
  "'": (scan) => takeKeyPart(scan, scanQuoted),
  '"': (scan) => takeKeyPart(scan, scanQuoted),
  '|': takeBlock,
  '>': takeBlock,
};

function takeOpening(scan: Scan, kind: Mark): void {
  atKeyStart(scan);
  scan.flowLevel++;
  if (scan.flowLevel > deepest) stop('too-deep', lineOf(scan.cursor));
  scan.mayBeKey = true;
  takeMark(scan, kind);
}

function takeClosing(scan: Scan, kind: Mark): void {
  forgetKey(scan);
  if (scan.flowLevel === 0) stop('structure', lineOf(scan.cursor));
  scan.flowLevel--;
  scan.mayBeKey = false;
  takeMark(scan, kind);
}

function takeColon(scan: Scan): void {
  if (!keyToken(scan)) {
    beginBlock(scan, 'block-map', 'colon');
    scan.mayBeKey = scan.flowLevel === 0;
    forgetKey(scan);
  } else scan.mayBeKey = false;
  takeMark(scan, 'value');
}

function takeKeyPart(scan: Scan, take: (cursor: Cursor) => Token): void {
  atKeyStart(scan);
  scan.mayBeKey = false;
  scan.tokens.push(take(scan.cursor));
}

function takeBlock(scan: Scan): void {
  scan.mayBeKey = true;
  forgetKey(scan);
  scan.tokens.push(scanBlock(scan.cursor, scan.indent));
}

function takePlain(scan: Scan): void {
  atKeyStart(scan);
  const { indent, flowLevel } = scan;
  const { token, endedLine } = scanPlain(scan.cursor, { indent, inFlow: flowLevel > 0 });
  scan.mayBeKey = endedLine;
  scan.tokens.push(token);
}

/** True when a plain text may begin here; asked when no indicator stands here. */
function startsPlain(letter: string): boolean {
  return !'\t,[]{}#&*!|>\'"%@`'.includes(letter);
}
