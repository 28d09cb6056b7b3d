import { escapedBytes } from '../utf8-text.ts';
import type { KnownText } from './known-text.ts';
import { type Needle, needleOf, tellingCharacters } from './needle.ts';
import { type Gap, type Kind, spellingOf } from './spelling.ts';

/** A text and the part of it that is secret. */
interface Part {
  readonly name: string;
  readonly folds: boolean;
  readonly codes: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}

/** Every way in which one of these texts is written (what for: README, "Hiding keys in what a command prints"). */
export function waysToWrite(texts: readonly KnownText[]): readonly Needle[] {
  return texts.flatMap(needlesOf);
}

function needlesOf(known: KnownText): readonly Needle[] {
  const text = known.text.reveal();
  const plain = partOf(known, text, escapedBytes);
  const spellings = known.folds ? [...new Set([text.toLowerCase(), text.toUpperCase()])] : [text];
  const packed = spellings.map((one) => partOf(known, one, escapedBytes));
  const wide = spellings.map((one) => partOf(known, one, utf16Bytes));
  return [
    written('text', plain),
    written('text', backwards(plain)),
    written('hex', plain),
    ...(isAscii(text) ? [] : [written('text', partOf(known, text, units))]),
    ...(known.isSecret ? pieces(plain) : []),
    ...packed.flatMap(base64),
    ...(known.isSecret ? [...wide.flatMap(base64), ...packed.flatMap(base64Twice)] : []),
  ];
}

function partOf(
  { name, folds, secret, isSecret }: KnownText,
  text: string,
  codesOf: (text: string) => ArrayLike<number>,
): Part {
  const part = secret.reveal();
  const at = isSecret ? -1 : text.toLowerCase().indexOf(part.toLowerCase());
  const codes = codesOf(text);
  const from = at < 0 ? 0 : codesOf(text.slice(0, at)).length;
  const to = at < 0 ? codes.length : from + codesOf(text.slice(at, at + part.length)).length;
  return { name, folds, codes, from, to };
}

function written(kind: Kind, { name, folds, codes, from, to }: Part): Needle {
  const characters = Array.from(codes, (code, at) =>
    spellingOf(kind, folds ? bothCases(code) : [code], gapAt(at)),
  );
  return needleOf(
    name,
    characters,
    characters.map((_, at) => (at >= from && at < to ? 1 : 0)),
  );
}

// Indentation is told from any other blank only behind a few characters.
function gapAt(at: number): Gap {
  return at === 0 ? 'none' : at < 4 ? 'lines' : 'indented';
}

function bothCases(code: number): readonly number[] {
  const isLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return isLetter ? [code, code ^ 0x20] : [code];
}

function backwards(part: Part): Part {
  const { codes, from, to } = part;
  const codesBack = Array.from(codes).reverse();
  return { ...part, codes: codesBack, from: codes.length - to, to: codes.length - from };
}

// A longer secret is found by what it begins with.
const mostPieces = 512;

/** The secret without its first characters, so that a piece of it is found wherever it begins. */
function pieces(part: Part): readonly Needle[] {
  const { name, characters } = written('text', part);
  const count = Math.min(mostPieces, characters.length - tellingCharacters);
  return Array.from({ length: Math.max(0, count) }, (_, before) => {
    const code = part.codes[before + 1] as number;
    // Else every `%` and `=` would begin every piece of every secret.
    const first = spellingOf('plain', part.folds ? bothCases(code) : [code], 'none');
    const rest = [first, ...characters.slice(before + 2)];
    return needleOf(
      name,
      rest,
      rest.map(() => 1),
    );
  });
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** One symbol of base64 in both alphabets. */
function symbolsOf(six: number): readonly number[] {
  if (six === 62) return [0x2b, 0x2d];
  return six === 63 ? [0x2f, 0x5f] : [alphabet.charCodeAt(six)];
}

/**
 * The symbols that hold a bit of the text, wherever it begins among three bytes. The first of them, which the byte
 * before has a part in, is left out; the last may be any that fits.
 */
function base64({ name, codes, from, to }: Part): readonly Needle[] {
  return [0, 1, 2].map((ahead) => {
    const bits = 8 * codes.length;
    const first = Math.ceil((8 * ahead) / 6);
    const count = Math.ceil((8 * ahead + bits) / 6) - first;
    const bitsAt = (symbol: number) => 6 * (first + symbol) - 8 * ahead;
    const symbols = Array.from({ length: count }, (_, at) => sixBits(codes, bitsAt(at)));
    const isSecret = (at: number) => bitsAt(at) + 6 > 8 * from && bitsAt(at) < 8 * to;
    return needleOf(
      name,
      symbols.map((possible, at) => spellingOf('symbol', possible.flatMap(symbolsOf), gapAt(at))),
      symbols.map((_, at) => (isSecret(at) ? 0.75 : 0)),
    );
  });
}

/** What the six bits from `bit` on may be; behind the end they may be anything. */
function sixBits(codes: ArrayLike<number>, bit: number): readonly number[] {
  const at = bit >> 3;
  const pair = ((codes[at] as number) << 8) | (codes[at + 1] ?? 0);
  const six = (pair >> (10 - (bit & 7))) & 63;
  const free = Math.max(0, bit + 6 - 8 * codes.length);
  return Array.from({ length: 1 << free }, (_, more) => six | more);
}

/** Base64 of what base64 makes of it, as far as that says nothing of its neighbours. */
function base64Twice(part: Part): readonly Needle[] {
  return [0, 1, 2].flatMap((ahead) => {
    const first = Math.ceil((8 * ahead) / 6);
    const count = Math.floor((8 * ahead + 8 * part.codes.length) / 6) - first;
    const sixes = Array.from(
      { length: count },
      (_, at) => sixBits(part.codes, 6 * (first + at) - 8 * ahead)[0] as number,
    );
    const both = [0, 1].map((which) =>
      sixes.map((six) => (symbolsOf(six)[which] ?? symbolsOf(six)[0]) as number),
    );
    const spelled = new Map(both.map((codes) => [codes.join(), codes]));
    return [...spelled.values()].flatMap((codes) =>
      base64({ ...part, codes, from: 0, to: codes.length }),
    );
  });
}

function utf16Bytes(text: string): ArrayLike<number> {
  return units(text).flatMap((unit) => [unit & 255, unit >> 8]);
}

function units(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function isAscii(text: string): boolean {
  return units(text).every((unit) => unit < 128);
}
