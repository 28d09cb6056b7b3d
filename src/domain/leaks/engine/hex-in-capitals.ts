import { classOf, hexDigit } from './byte-classes.ts';
import type { Hit } from './hit.ts';
import { leastText as least } from './kept-text.ts';
import type { KnownSearch } from './known-search.ts';
import type { Text } from './text.ts';

/** Passwords of hex digits are the same in capitals; searches every run of 16 of them and more. */
export function foldHex(
  text: Text,
  from: number,
  to: number,
  known: KnownSearch,
  hits: Hit[],
): void {
  const { bytes } = text;
  let low = from;
  for (let at = low + least - 1; at < to; at = low + least - 1) {
    let back = at;
    while (back >= low && (classOf[bytes[back] as number] as number) & hexDigit) back--;
    const first = low;
    low = back + 1;
    if (back >= first) continue;
    let end = at + 1;
    while (end < to && (classOf[bytes[end] as number] as number) & hexDigit) end++;
    known.folded(text, first, end, hits);
    low = end + 1;
  }
}
