import { classOf, hexDigit, lowered, wordly } from './byte-classes.ts';

/** Who is told where a credential may begin that is written in pieces, or end that is written backwards. */
export interface PieceReader {
  /** `db-` or `webhook` begins here, whole or with anything between its letters. */
  begins(at: number): void;
  /** The sign before which one stands that is written backwards. */
  backwards(at: number): void;
}

// What stands behind `db` is a hyphen, and behind `webhook` a slash: nothing else is looked at.
const hyphen = 0x2d;
const slash = 0x2f;
const backslash = 0x5c;
const lessThan = 0x3c;
const signs = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte === hyphen || byte === slash),
);
const [db, webhook, webhooks] = ['db', 'webhook', 'webhooks'].map((word) =>
  Uint8Array.from(word, (letter) => letter.charCodeAt(0)),
) as [Uint8Array, Uint8Array, Uint8Array];
// What a slash stands next to in comments, markup and paths.
const idleBefore = signsOf('/*<.=:?([{&!|');
const idleBehind = signsOf('/*>.=:?([{!|');
const escaped = signsOf('nrt');
// No joint between two pieces is longer.
const longestJoint = 96;

/** Reads the text `[0, length)` for the signs of pieces. */
export function findPieces(bytes: Uint8Array, length: number, reader: PieceReader): void {
  for (let at = 1; at < length; at++) {
    const byte = bytes[at] as number;
    if (signs[byte] === 0) continue;
    if (byte === hyphen) readHyphen(bytes, at, reader);
    else readSlash(bytes, at, reader);
  }
}

function readHyphen(bytes: Uint8Array, at: number, reader: PieceReader): void {
  if (bytes[at - 1] === hyphen || bytes[at + 1] === hyphen) return;
  if (bytes[at + 1] === db[1] && bytes[at + 2] === db[0]) reader.backwards(at);
  const from = beginOf(bytes, at, db);
  if (from >= 0 && !isLetter(bytes, from - 1)) reader.begins(from);
}

function readSlash(bytes: Uint8Array, at: number, reader: PieceReader): void {
  if (isBackwards(bytes, at + 1)) reader.backwards(at);
  const next = bytes[at + 1] as number;
  if (idleBehind.has(next) || (isWordly(next) && !((classOf[next] as number) & hexDigit))) return;
  let end = at;
  while (bytes[end - 1] === backslash) end--;
  if (idleBefore.has(bytes[end - 1] as number)) return;
  // The nearer one: in front of the path the host may say it, too.
  const from = Math.max(beginOf(bytes, end, webhook), beginOf(bytes, end, webhooks));
  if (from >= 0) reader.begins(from);
}

function isBackwards(bytes: Uint8Array, at: number): boolean {
  const from = bytes[at] === webhooks[7] ? at + 1 : at;
  return webhook.every((letter, index) => lowered[bytes[from + 6 - index] as number] === letter);
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
    const before = bytes[at - 1] as number;
    const begins = !isLetter(bytes, at - 1) && !isTag(bytes, at);
    if (begins || lowered[before] === earlier) return at;
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

function signsOf(text: string): ReadonlySet<number> {
  return new Set([...text].map((sign) => sign.charCodeAt(0)));
}
