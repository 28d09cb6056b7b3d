import { classOf, digit, upperCase, visible } from './byte-classes.ts';
import type { Hit } from './hit.ts';
import { leastText as least } from './kept-text.ts';
import type { KnownSearch } from './known-search.ts';
import type { Text } from './text.ts';

// Wherever 16 bytes stand, they are in three stretches of 8; random ones hold more digits and capitals than code does.
const stretch = 8;
const leastSigns = 4;
const manySigns = 7;
// Digits count in the upper half, too.
const signOf = Uint16Array.from(classOf, (classes) =>
  classes & digit ? 0x101 : classes & upperCase ? 1 : 0,
);

/** As `searchLetters`, with runs of visible characters, for secrets that are more than letters and digits. */
export function searchVisible(
  text: Text,
  [from, until]: readonly [number, number],
  done: number,
  known: KnownSearch,
  hits: Hit[],
): number {
  const { bytes, length } = text;
  let low = Math.max(from, done);
  while (low > done && (classOf[bytes[low - 1] as number] as number) & visible) low--;
  let good = low - 1;
  for (let at = low + least - 1; at < until; at = low + least - 1) {
    let back = at;
    while (back > good && (classOf[bytes[back] as number] as number) & visible) back--;
    if (back > good) {
      low = back + 1;
      good = at;
      continue;
    }
    let to = at + 1;
    while (to < length && (classOf[bytes[to] as number] as number) & visible) to++;
    searchRich(text, low, to, known, hits);
    low = to + 1;
    good = to;
  }
  return low;
}

/** Searches the parts of a run that hold signs enough. */
function searchRich(text: Text, from: number, to: number, known: KnownSearch, hits: Hit[]): void {
  const { bytes } = text;
  let richFrom = -1;
  let richTo = 0;
  let [before, middle] = [0, 0];
  for (let at = from; at < to; at += stretch) {
    const end = Math.min(to, at + stretch);
    let signs = 0;
    for (let here = at; here < end; here++) signs += signOf[bytes[here] as number] as number;
    if (known.oddToo || isRich(before + middle + signs)) {
      const first = Math.max(from, at - 2 * stretch);
      if (richFrom >= 0 && first > richTo) {
        known.wide(text, richFrom, richTo, hits);
        richFrom = -1;
      }
      if (richFrom < 0) richFrom = first;
      richTo = end;
    }
    [before, middle] = [middle, signs];
  }
  if (richFrom >= 0) known.wide(text, richFrom, richTo, hits);
}

function isRich(signs: number): boolean {
  const count = signs & 0xff;
  return count >= manySigns || (count >= leastSigns && signs > 0xff);
}
