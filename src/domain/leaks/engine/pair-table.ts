import { counted } from './rich-regions.ts';

// Two bytes at once: one load and one addition count both and say whether three bytes that are a sign of something may
// be here. Of three bytes the first two or the last two are such a pair, wherever they stand.

// Four bits each, by the lowest two bits of the third byte, which case does not change.
const opens = 22;
const closes = 26;

/** Set where three bytes may begin or end with the pair. */
export const isSign = 0xff << opens;
/** What is left of a sum of pairs when all that is no count is taken away. */
export const countMask = (1 << opens) - 1;

/** True when the pair may be the first two of three, with this one behind it. */
export function mayOpen(pair: number, behind: number): boolean {
  return ((pair >> (opens + (behind & 3))) & 1) !== 0;
}

/** True when the pair may be the last two of three, with this one before it. */
export function mayClose(pair: number, before: number): boolean {
  return ((pair >> (closes + (before & 3))) & 1) !== 0;
}

/** What pairs may be, and what they count for. */
export interface PairTable {
  readonly pairs: Int32Array;
  add(first: number, second: number, third: number): void;
}

/** A table that knows of no three bytes yet. */
export function pairTable(): PairTable {
  const pairs = new Int32Array(0x10000);
  for (let low = 0; low < 256; low++) {
    for (let high = 0; high < 256; high++) {
      pairs[pairOf(low, high)] = (counted[low] as number) + (counted[high] as number);
    }
  }
  const flag = (pair: number, bit: number) => {
    pairs[pair] = (pairs[pair] as number) | (1 << bit);
  };
  return {
    pairs,
    add(first, second, third) {
      flag(pairOf(first, second), opens + (third & 3));
      flag(pairOf(second, third), closes + (first & 3));
    },
  };
}

/** The bytes two by two; a last one that stands alone is not among them. */
export function inPairs(bytes: Uint8Array, length: number): Uint16Array {
  const even = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice(0, length);
  return new Uint16Array(even.buffer, even.byteOffset, length >> 1);
}

// Which of two bytes weighs more is this machine's own affair.
const littleFirst = new Uint16Array(Uint8Array.of(1, 0).buffer)[0] === 1;

function pairOf(first: number, second: number): number {
  return littleFirst ? first | (second << 8) : (first << 8) | second;
}
