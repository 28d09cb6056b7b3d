import { utf8Text } from '../../utf8-text.ts';
import { type ConfigRule, stop } from '../config-rules.ts';
import {
  advance,
  type Cursor,
  endsLine,
  isSpace,
  lineOf,
  peek,
  skipBlanks,
  skipLine,
  takeBreak,
  takeMatch,
} from './cursor.ts';
import type { Directive, Tag, Token } from './token.ts';

const word = /[0-9A-Za-z_-]*/y;

/** Takes `&name` or `*name`; a name has ASCII letters, digits, - and _ only. */
export function scanAnchor(cursor: Cursor): Token {
  const line = lineOf(cursor);
  const kind = peek(cursor) === '*' ? 'alias' : 'anchor';
  advance(cursor);
  const name = takeMatch(cursor, word);
  const next = peek(cursor);
  if (name === '' || !(isSpace(next) || '?:,]}%@`'.includes(next))) return stop('anchor', line);
  return { kind, name, line };
}

/** Takes a tag: `!name`, `!!name`, `!handle!name`, `!<whole>` or a lone `!`. */
export function scanTag(cursor: Cursor): Tag {
  const line = lineOf(cursor);
  const tag = takeTag(cursor);
  if (!isSpaceHere(cursor)) return stop('tag', line);
  return { kind: 'tag', ...tag, line };
}

function takeTag(cursor: Cursor): Pick<Tag, 'handle' | 'suffix'> {
  const next = peek(cursor, 1);
  if (next === '<') {
    advance(cursor, 2);
    const suffix = takeUri(cursor, 'tag');
    if (peek(cursor) !== '>') return stop('tag', lineOf(cursor));
    advance(cursor);
    return { handle: undefined, suffix };
  }
  if (isSpace(next)) {
    advance(cursor);
    return { handle: undefined, suffix: '!' };
  }
  const handle = hasHandle(cursor) ? takeHandle(cursor, 'tag') : '!';
  if (handle === '!') advance(cursor);
  return { handle, suffix: takeUri(cursor, 'tag') };
}

/** True when a second ! stands in the word here. */
function hasHandle(cursor: Cursor): boolean {
  for (let ahead = 1; ; ahead++) {
    const letter = peek(cursor, ahead);
    if (letter === '!') return true;
    if (letter === ' ' || endsLine(letter)) return false;
  }
}

function takeHandle(cursor: Cursor, rule: ConfigRule): string {
  if (peek(cursor) !== '!') return stop(rule, lineOf(cursor));
  advance(cursor);
  if (peek(cursor) === ' ') return '!';
  const name = takeMatch(cursor, word);
  if (peek(cursor) !== '!') return stop(rule, lineOf(cursor));
  advance(cursor);
  return `!${name}!`;
}

const uri = /[0-9A-Za-z;/?:@&=+$,_.!~*'()[\]-]*/y;

function takeUri(cursor: Cursor, rule: ConfigRule): string {
  const from = cursor.at;
  let said = takeMatch(cursor, uri);
  while (peek(cursor) === '%') said += takeBytes(cursor, rule) + takeMatch(cursor, uri);
  return cursor.at === from ? stop(rule, lineOf(cursor)) : said;
}

/** Bytes written as %C3%A4 that make UTF-8 together. */
function takeBytes(cursor: Cursor, rule: ConfigRule): string {
  const codes = takeMatch(cursor, /(?:%[0-9A-Fa-f]{2})+/y);
  const bytes = Uint8Array.from(codes.split('%').slice(1), (code) => Number.parseInt(code, 16));
  const said = codes === '' ? undefined : utf8Text(bytes);
  return said ?? stop(rule, lineOf(cursor));
}

/** Takes a line that begins with %. */
export function scanDirective(cursor: Cursor): Directive {
  const line = lineOf(cursor);
  advance(cursor);
  const name = takeMatch(cursor, word);
  if (name === '' || !isSpaceHere(cursor)) return stop('directive', line);
  const values = directiveValues(cursor, name);
  skipBlanks(cursor);
  if (peek(cursor) === '#') skipLine(cursor);
  if (!endsLine(peek(cursor))) return stop('directive', line);
  takeBreak(cursor);
  return { kind: 'directive', name, values, line };
}

function directiveValues(cursor: Cursor, name: string): readonly string[] {
  if (name === 'TAG') return tagValues(cursor);
  if (name !== 'YAML') skipLine(cursor);
  if (name !== 'YAML') return [];
  skipBlanks(cursor);
  const version = takeMatch(cursor, /[0-9]+\.[0-9]+/y);
  if (version === '' || !isSpaceHere(cursor)) return stop('directive', lineOf(cursor));
  return [version.slice(0, version.indexOf('.'))];
}

function tagValues(cursor: Cursor): readonly string[] {
  skipBlanks(cursor);
  const handle = takeHandle(cursor, 'directive');
  if (peek(cursor) !== ' ') return stop('directive', lineOf(cursor));
  skipBlanks(cursor);
  const prefix = takeUri(cursor, 'directive');
  return isSpaceHere(cursor) ? [handle, prefix] : stop('directive', lineOf(cursor));
}

/** True at a blank, a line break or the end; a tab is none of them. */
function isSpaceHere(cursor: Cursor): boolean {
  return peek(cursor) === ' ' || endsLine(peek(cursor));
}
