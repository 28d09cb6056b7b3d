import type { Dialect } from './dialect.ts';
import { stop } from './stops.ts';
import type { Word } from './word.ts';

/** Deeper than anybody writes, and shallower than our own stack. */
const deepest = 60;

/** More pieces than any line holds that was written for people. */
const mostPieces = 200_000;

/** A here-document whose operator was read and whose lines were not. */
export interface HereDocument {
  readonly end: string;
  readonly expands: boolean;
  readonly tabs: boolean;
}

/** A file on its way through the reader: its bytes as text, and how far we are. */
export interface Source {
  readonly text: string;
  readonly dialect: Dialect;
  at: number;
  /** How many constructs we are in. */
  depth: number;
  /** In how many of them a syntax error would end bash itself. */
  outputs: number;
  /** Where the token began that was read last and is in no other construct. */
  tokenAt: number;
  /** Where the last text in single quotes began and ended. */
  quotedFrom: number;
  quotedTo: number;
  /** Pieces of the complete command that is being read. */
  pieces: number;
  waiting: HereDocument[];
  pushedBack: Token | undefined;
}

/** What a command is made of. */
export type Token =
  | { readonly kind: 'end' | 'newline' }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'word'; readonly word: Word; readonly at: number }
  | { readonly kind: 'redirect'; readonly operator: string; readonly at: number };

export const [TAB, LF, SPACE] = [0x09, 0x0a, 0x20];
export const [DOUBLE, HASH, DOLLAR, SINGLE] = [0x22, 0x23, 0x24, 0x27];
export const [AMPERSAND, OPEN, CLOSE, SEMICOLON] = [0x26, 0x28, 0x29, 0x3b];
export const [LESS, GREATER, BAR, BACKTICK] = [0x3c, 0x3e, 0x7c, 0x60];
export const [OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET] = [0x5b, 0x5c, 0x5d];
export const [OPEN_BRACE, CLOSE_BRACE, COLON] = [0x7b, 0x7d, 0x3a];

/** The reader at the beginning of a text. */
export function sourceOf(text: string, dialect: Dialect, depth = 0): Source {
  const counts = { at: 0, depth, outputs: 0, tokenAt: 0, quotedFrom: 0, quotedTo: 0, pieces: 0 };
  return { text, dialect, ...counts, waiting: [], pushedBack: undefined };
}

/** The next byte that counts, behind any backslash and line feed; -1 at the end. */
export function peek(source: Source): number {
  const { text } = source;
  while (text.charCodeAt(source.at) === BACKSLASH && text.charCodeAt(source.at + 1) === LF) {
    source.at += 2;
  }
  return source.at < text.length ? text.charCodeAt(source.at) : -1;
}

/** True, and past it, when the next byte that counts is this one. */
export function take(source: Source, code: number): boolean {
  if (peek(source) !== code) return false;
  source.at++;
  return true;
}

/** Reads something inside something; too deep is nobody's guess. */
export function nested<T>(source: Source, read: () => T): T {
  if (++source.depth > deepest) stop('unpredictable', 'too-intricate');
  const found = read();
  source.depth--;
  return found;
}

/** Counts a piece of the command; too many are nobody's guess. */
export function countPiece(source: Source): void {
  if (++source.pieces > mostPieces) stop('unpredictable', 'too-intricate');
}

/** The shell does not understand what it reads. Inside `$(…)` bash ends altogether. */
export function misread({ dialect, outputs }: Source): never {
  return stop(dialect.isBash && outputs > 0 ? 'exit' : 'syntax', 'syntax-error');
}

/** The file ends before what was begun in it. */
export function cutShort(): never {
  return stop('syntax', 'syntax-error');
}

/** True for a byte that may begin a variable's name. */
export function beginsName(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

/** True for a digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The bytes that stand next and are of the kind, past them. */
export function takeAll(source: Source, isOfKind: (code: number) => boolean): string {
  let taken = '';
  for (let code = peek(source); code >= 0 && isOfKind(code); code = peek(source)) {
    taken += source.text[source.at++];
  }
  return taken;
}

/** A variable's name, past it. */
export function takeName(source: Source): string {
  return takeAll(source, (code) => beginsName(code) || isDigit(code));
}
