import type { Needle } from './needle.ts';
import type { Spelling } from './spelling.ts';

/** What a needle begins with: so many bytes are looked at before anybody looks closer. */
export const firstBytes = 5;
const groups = 8;
const allGroups = (1 << groups) - 1;

/** Set in a look when the last bytes may begin a needle. */
const mayBegin = allGroups << (groups * (firstBytes - 2));

/**
 * For each pair of bytes (`first * 256 + second`) which groups of needles may have it at their beginning: eight bits
 * for the first pair, eight for the second, eight for the third. So one shift and one `&` per byte follow all
 * needles at once, and almost every byte of ordinary text is done with.
 */
export function firstLook(needles: readonly Needle[]): Int32Array {
  const pairs = new Int32Array(65_536);
  for (const { characters } of needles) addBeginning(pairs, characters);
  return pairs;
}

/**
 * The place from `from` on of a byte with which the first bytes of a needle may be complete; else the length. What
 * stands before `from` counts as a beginning.
 */
export function nextBeginning(bytes: Uint8Array, from: number, pairs: Int32Array): number {
  let look = 0;
  const start = Math.max(1, from - firstBytes + 2);
  let before = bytes[start - 1] as number;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    look = ((look << groups) | allGroups) & (pairs[before * 256 + byte] as number);
    before = byte;
    if ((look & mayBegin) !== 0 && at >= from) return at;
  }
  return bytes.length;
}

/** A place in a needle, and the bytes that lead there. */
interface Place {
  readonly within: Spelling;
  readonly characters: number;
  readonly by: Set<number>;
}

function addBeginning(pairs: Int32Array, all: readonly Spelling[]): void {
  const [first] = all;
  if (first === undefined) return;
  const [literal = 0] = first.steps.keys();
  const bit = 1 << (literal % groups);
  let places = behind([{ within: first, characters: 0, by: new Set() }], all);
  for (let pair = 0; pair < firstBytes - 1; pair++) {
    for (const { within, by } of places) {
      for (const before of by) {
        for (const byte of within.steps.keys()) {
          const at = before * 256 + byte;
          pairs[at] = (pairs[at] as number) | (bit << (groups * pair));
        }
      }
    }
    places = behind(places, all);
  }
}

function behind(places: readonly Place[], all: readonly Spelling[]): readonly Place[] {
  const next = new Map<number, Place>();
  for (const { within, characters } of places) {
    for (const [byte, steps] of within.steps) {
      for (const { to, done } of steps) {
        const count = characters + (done ? 1 : 0);
        const there = done ? all[count] : to;
        if (there === undefined) continue;
        const key = there.id * 8 + count;
        const known = next.get(key);
        if (known !== undefined) known.by.add(byte);
        else next.set(key, { within: there, characters: count, by: new Set([byte]) });
      }
    }
  }
  return [...next.values()];
}
