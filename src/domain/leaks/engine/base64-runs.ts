import { hexSign, signsOfText } from './base64-signs.ts';
import { classOf, hexDigit, lineEnd, nibble, sextet, sixBits } from './byte-classes.ts';
import type { DecodedText } from './decoded-text.ts';
import { keepText } from './kept-text.ts';

/** Decodes runs of base64 and hex; keeps its buffers from run to run. */
export interface RunDecoder {
  /** Decodes the run `[from, to)` and what it goes on with behind line ends; answers where that ends. */
  decode(bytes: Uint8Array, length: number, from: number, to: number, into: RunTexts): number;
}

/** Where decoded runs are put. */
export interface RunTexts {
  readonly base64: DecodedText;
  readonly hex: DecodedText;
}

const leastHex = 32;
const longestGap = 48;

/** A decoder for one scanner. */
export function runDecoder(): RunDecoder {
  let letters = new Uint8Array(1024);
  let places = new Uint32Array(1024);
  let plain = new Uint8Array(1024);
  let size = 0;
  const take = (bytes: Uint8Array, from: number, to: number) => {
    if (size + to - from > letters.length) {
      const room = 2 * (size + to - from);
      letters = larger(letters, new Uint8Array(room));
      places = larger(places, new Uint32Array(room));
      plain = new Uint8Array(room);
    }
    for (let at = from; at < to; at++, size++) {
      letters[size] = bytes[at] as number;
      places[size] = at;
    }
  };
  const decodeTaken = (signs: number, into: RunTexts) => {
    const run = { letters, places, size, plain };
    if (signs & hexSign) decodeHexParts(run, into.hex);
    for (let skip = 0; skip < 4; skip++) {
      if (signs & (1 << skip)) decodeBase64(run, skip, into.base64);
    }
  };
  return {
    decode(bytes, length, from, to, into) {
      let next = behindGap(bytes, length, to);
      // Nearly all runs are words; they are left where they are.
      if (next === 0) {
        const signs = signsOfText(bytes, from, to);
        if (signs === 0) return to;
        size = 0;
        take(bytes, from, to);
        decodeTaken(signs, into);
        return to;
      }
      size = 0;
      take(bytes, from, to);
      let end = to;
      while (next !== 0) {
        end = runEnd(bytes, length, next);
        take(bytes, next, end);
        next = behindGap(bytes, length, end);
      }
      const signs = signsOfText(letters, 0, size);
      if (signs !== 0) decodeTaken(signs, into);
      return end;
    },
  };
}

interface Run {
  readonly letters: Uint8Array;
  readonly places: Uint32Array;
  readonly size: number;
  readonly plain: Uint8Array;
}

function larger<Kind extends Uint8Array | Uint32Array>(from: Kind, into: Kind): Kind {
  into.set(from);
  return into;
}

function runEnd(bytes: Uint8Array, length: number, from: number): number {
  let end = from;
  while (end < length && (classOf[bytes[end] as number] as number) & sixBits) end++;
  return end;
}

/** Where a run goes on behind a line end or the end of a literal; 0 when it does not. */
function behindGap(bytes: Uint8Array, length: number, from: number): number {
  const most = Math.min(length, from + longestGap);
  let breaks = 0;
  for (let at = from; at < most; at++) {
    const byte = bytes[at] as number;
    if ((classOf[byte] as number) & lineEnd) breaks++;
    else if (byte === 0x5c) {
      if ((bytes[at + 1] === 0x6e || bytes[at + 1] === 0x72) && ++breaks) at++;
    } else if (byte === 0x2b && at > from && !isSixBits(bytes[at + 1])) breaks++;
    else if ((classOf[byte] as number) & sixBits) return breaks > 0 ? at : 0;
    else if (!isGap(byte)) return 0;
  }
  return 0;
}

function isSixBits(byte: number | undefined): boolean {
  return byte !== undefined && ((classOf[byte] as number) & sixBits) !== 0;
}

// Blanks, tabs, quotes, commas, dots, the signs of quoted and of commented lines.
function isGap(byte: number): boolean {
  return [0x20, 0x09, 0x22, 0x27, 0x2c, 0x2e, 0x23, 0x3e, 0x2a].includes(byte);
}

/** Every part of the run that is hex, from both of the digits that may be a first one. */
function decodeHexParts({ letters, places, size, plain }: Run, into: DecodedText): void {
  for (let from = 0; from + leastHex <= size; from++) {
    let to = from;
    while (to < size && (classOf[letters[to] as number] as number) & hexDigit) to++;
    if (to - from >= leastHex) {
      for (const skip of [from, from + 1])
        decodeHex({ letters, places, size: to, plain }, skip, into);
    }
    from = to;
  }
}

function decodeHex({ letters, places, size, plain }: Run, skip: number, into: DecodedText): void {
  const count = (size - skip) >> 1;
  for (let index = 0, at = skip; index < count; index++, at += 2) {
    const high = nibble[letters[at] as number] as number;
    plain[index] = (high << 4) | (nibble[letters[at + 1] as number] as number);
  }
  const first = (index: number) => skip + 2 * index;
  keepText(plain, count, places, first, (index) => first(index) + 1, into);
}

function decodeBase64(
  { letters, places, size, plain }: Run,
  skip: number,
  into: DecodedText,
): void {
  const count = Math.floor(((size - skip) * 3) / 4);
  let index = 0;
  for (let at = skip; index < count; at += 4) {
    const bits =
      ((sextet[letters[at] as number] as number) << 18) |
      ((sextet[letters[at + 1] as number] as number) << 12) |
      ((at + 2 < size ? (sextet[letters[at + 2] as number] as number) : 0) << 6) |
      (at + 3 < size ? (sextet[letters[at + 3] as number] as number) : 0);
    plain[index++] = bits >>> 16;
    plain[index++] = bits >>> 8;
    plain[index++] = bits;
  }
  const first = (each: number) => skip + 4 * Math.floor(each / 3) + (each % 3);
  keepText(plain, count, places, first, (each) => first(each) + 1, into);
}
