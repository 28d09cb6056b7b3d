import type { RunDecoder, RunTexts } from './base64-runs.ts';
import { classOf, digit, sixBits, upperCase } from './byte-classes.ts';
import { foldHex } from './hex-in-capitals.ts';
import type { Hit } from './hit.ts';
import { leastText as least } from './kept-text.ts';
import type { KnownSearch } from './known-search.ts';
import type { Text } from './text.ts';

/**
 * Searches every run of 16 digits of base64 and more for what is known, and decodes it. The runs begin in
 * `[from, to)`, none of them before `done`; answers up to where that is done now.
 */
export function searchLetters(
  text: Text,
  [from, until]: readonly [number, number],
  done: number,
  known: KnownSearch,
  decoder: RunDecoder,
  into: RunTexts | undefined,
  hits: Hit[],
): number {
  const { bytes, length } = text;
  let low = Math.max(from, done);
  while (low > done && (classOf[bytes[low - 1] as number] as number) & sixBits) low--;
  let good = low - 1;
  let decoded = done;
  // From the last byte that a run would have backwards: ordinary words are jumped over after one look or two.
  for (let at = low + least - 1; at < until; at = low + least - 1) {
    let back = at;
    while (back > good && (classOf[bytes[back] as number] as number) & sixBits) back--;
    if (back > good) {
      low = back + 1;
      good = at;
      continue;
    }
    let to = at + 1;
    while (to < length && (classOf[bytes[to] as number] as number) & sixBits) to++;
    if (!known.idle) searchRun(text, low, to, known, hits);
    if (into && low >= decoded) decoded = decoder.decode(bytes, length, low, to, into);
    low = to + 1;
    good = to;
  }
  return Math.max(low, decoded);
}

// Random characters hold a digit or several capitals; addresses, paths and names in small letters hold neither.
const leastCapitals = 4;

function searchRun(text: Text, from: number, to: number, known: KnownSearch, hits: Hit[]): void {
  let digits = 0;
  let capitals = 0;
  for (let at = from; at < to; at++) {
    const classes = classOf[text.bytes[at] as number] as number;
    digits += classes & digit;
    capitals += classes & upperCase;
  }
  const isPlain = digits === 0 && capitals < leastCapitals * upperCase;
  if (isPlain && !known.plainToo) return;
  known.run(text, from, to, hits);
  if (capitals === 0) return;
  if (known.foldsAll) known.folded(text, from, to, hits);
  else foldHex(text, from, to, known, hits);
}
