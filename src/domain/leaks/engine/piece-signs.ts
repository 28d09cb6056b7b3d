import { classOf, lowered, wordly } from './byte-classes.ts';

/** Who is told where a credential may begin that is written in pieces, or end that is written backwards. */
export interface PieceReader {
  /** `db-` or `webhook` begins here, whole or with anything between its letters. */
  begins(at: number): void;
  /** The sign before which one stands that is written backwards. */
  backwards(at: number): void;
}

// What stands behind `db` is a hyphen, and behind `webhook` a slash: nothing else is looked at.
const slash = 0x2f;
const backslash = 0x5c;
const lessThan = 0x3c;
const [db, webhook, webhooks] = ['db', 'webhook', 'webhooks'].map((word) =>
  Uint8Array.from(word, (letter) => letter.charCodeAt(0)),
) as [Uint8Array, Uint8Array, Uint8Array];
const escaped = new Set([...'nrt'].map((letter) => letter.charCodeAt(0)));
// No joint between two pieces is longer.
const longestJoint = 96;

const either = 3;
// The hyphen (1) and the slash (2); what may stand in front of them (4, 8) and behind them (16, 32), where it is not
// what comments, markup, paths and expressions have there; and how they go on backwards (64, 128).
const signs = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  const of = (test: RegExp, bit: number) => (test.test(letter) ? bit : 0);
  return (
    of(/-/, 1) |
    of(/\//, 2) |
    of(/[^\w-]|[bBnrt]/, 4) |
    of(/[^\w/*<.:?([{&!|$#-]|[kKsSnrt]/, 8) |
    of(/[^-]/, 16) |
    of(/[^\w/*>.=:?([{!|$#-]|[0-9a-fA-F]/, 32) |
    of(/b/, 64) |
    of(/[ks]/i, 128)
  );
});

/** Reads the text `[0, length)` for the signs of pieces. */
export function findPieces(bytes: Uint8Array, length: number, reader: PieceReader): void {
  const last = length - 1;
  let at = 1;
  // Four at once, since hardly any are signs.
  for (; at + 3 < last; at += 4) {
    const [a, b] = [signs[bytes[at] as number] as number, signs[bytes[at + 1] as number] as number];
    const c = signs[bytes[at + 2] as number] as number;
    const d = signs[bytes[at + 3] as number] as number;
    if (((a | b | c | d) & either) === 0) continue;
    if ((a & either) !== 0) readSign(bytes, at, a & either, reader);
    if ((b & either) !== 0) readSign(bytes, at + 1, b & either, reader);
    if ((c & either) !== 0) readSign(bytes, at + 2, c & either, reader);
    if ((d & either) !== 0) readSign(bytes, at + 3, d & either, reader);
  }
  for (; at < last; at++) {
    const sign = (signs[bytes[at] as number] as number) & either;
    if (sign !== 0) readSign(bytes, at, sign, reader);
  }
}

function readSign(bytes: Uint8Array, at: number, sign: number, reader: PieceReader): void {
  const before = signs[bytes[at - 1] as number] as number;
  const behind = signs[bytes[at + 1] as number] as number;
  if ((before & (sign << 2)) !== 0 && (behind & (sign << 4)) !== 0) {
    if (sign === 1) readHyphen(bytes, at, reader);
    else readSlash(bytes, at, reader);
  }
  if ((behind & (sign << 6)) !== 0 && isBackwards(bytes, at, sign) && endsLong(bytes, at))
    reader.backwards(at);
}

function readHyphen(bytes: Uint8Array, at: number, reader: PieceReader): void {
  const from = beginOf(bytes, at, db);
  if (from >= 0 && !isLetter(bytes, from - 1)) reader.begins(from);
}

function readSlash(bytes: Uint8Array, at: number, reader: PieceReader): void {
  let end = at;
  while (bytes[end - 1] === backslash) end--;
  // The nearer one: in front of the path the host may say it, too.
  const from = Math.max(beginOf(bytes, end, webhook), beginOf(bytes, end, webhooks));
  if (from >= 0) reader.begins(from);
}

function isBackwards(bytes: Uint8Array, at: number, sign: number): boolean {
  if (sign === 1) return bytes[at + 2] === db[0];
  const from = lowered[bytes[at + 1] as number] === webhooks[7] ? at + 2 : at + 1;
  return webhook.every((letter, index) => lowered[bytes[from + 6 - index] as number] === letter);
}

// As much of a credential stands in front of the sign in one piece.
const leastBackwards = 12;

function endsLong(bytes: Uint8Array, at: number): boolean {
  for (let back = at - leastBackwards; back < at; back++) {
    if (bytes[back] === bytes[at] || !isWordly(bytes[back])) return false;
  }
  return true;
}

/** Where the word begins that ends before `end`, read over whatever may lie between its letters; -1 if none does. */
function beginOf(bytes: Uint8Array, end: number, word: Uint8Array): number {
  let at = end;
  for (let index = word.length - 1; index >= 0; index--) {
    if (lowered[bytes[at - 1] as number] === word[index]) at--;
    else if (at === 0 || isLetter(bytes, at - 1)) return -1;
    else at = lastBefore(bytes, at - 1, word[index] as number, word[index - 1]);
    if (at < 0) return -1;
  }
  return at;
}

/** The nearest such letter that ends a piece, and is not the end of some other word nor a tag. */
function lastBefore(bytes: Uint8Array, end: number, letter: number, earlier?: number): number {
  const least = Math.max(0, end - longestJoint);
  for (let at = end - 1; at >= least; at--) {
    if (lowered[bytes[at] as number] !== letter || isWordly(bytes[at + 1])) continue;
    const before = lowered[bytes[at - 1] as number];
    if (before === earlier || (!isLetter(bytes, at - 1) && !isTag(bytes, at))) return at;
  }
  return -1;
}

function isWordly(byte: number | undefined): boolean {
  return byte !== undefined && ((classOf[byte] as number) & wordly) !== 0;
}

/** True for what is kept by squeezing, but for the letter of an escaped line end. */
function isLetter(bytes: Uint8Array, at: number): boolean {
  if (!isWordly(bytes[at])) return false;
  return bytes[at - 1] !== backslash || !escaped.has(bytes[at] as number);
}

function isTag(bytes: Uint8Array, at: number): boolean {
  return bytes[at - 1] === lessThan || (bytes[at - 1] === slash && bytes[at - 2] === lessThan);
}
