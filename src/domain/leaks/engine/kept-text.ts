import { classOf, textual } from './byte-classes.ts';
import type { DecodedText } from './decoded-text.ts';

/** Decoded text of fewer bytes holds no secret. */
export const leastText = 16;

/** Keeps what may be text, and everything behind what may be the head of a packed member. */
export function keepText(
  plain: Uint8Array,
  count: number,
  places: Uint32Array,
  first: (index: number) => number,
  last: (index: number) => number,
  into: DecodedText,
): void {
  const keep = (from: number, to: number) => {
    const since = into.size;
    for (let at = from; at < to; at++) {
      const begin = places[first(at)] as number;
      into.add(plain[at] as number, begin, (places[last(at)] as number) + 1);
    }
    into.endPiece(since, leastText);
  };
  const packed = packedFrom(plain, count);
  if (packed >= 0) keep(packed, count);
  let low = 0;
  for (let at = leastText - 1; at < count; at = low + leastText - 1) {
    let back = at;
    while (back >= low && (classOf[plain[back] as number] as number) & textual) back--;
    const from = low;
    low = back + 1;
    if (back >= from) continue;
    let to = at + 1;
    while (to < count && (classOf[plain[to] as number] as number) & textual) to++;
    keep(from, to);
    low = to + 1;
  }
}

function packedFrom(plain: Uint8Array, count: number): number {
  if (plain[0] === 0x78 && ((plain[0] << 8) | (plain[1] as number)) % 31 === 0) return 0;
  // Behind `count` lies what is left of longer runs.
  for (let at = 0; at + 2 < count; at++) {
    if (plain[at] === 0x1f && plain[at + 1] === 0x8b && plain[at + 2] === 8) return at;
  }
  return -1;
}
