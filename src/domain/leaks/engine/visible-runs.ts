import { leastText, type RunDecoder, type RunTexts } from './base64-runs.ts';
import { classOf, digit, hexDigit, sixBits, upperCase, visible } from './byte-classes.ts';
import type { Hit } from './hit.ts';
import type { KnownSearch } from './known-search.ts';
import type { Text } from './text.ts';

const least = leastText;

/** Searches every run of 16 visible characters and more for what is known, and decodes what it is made of. */
export function searchRuns(
  text: Text,
  known: KnownSearch,
  decoder: RunDecoder,
  into: RunTexts | undefined,
  hits: Hit[],
): void {
  const { bytes, length } = text;
  let low = 0;
  let good = -1;
  let decoded = 0;
  // From the last byte that a run would have backwards: ordinary words are jumped over after one look or two.
  for (let at = least - 1; at < length; at = low + least - 1) {
    let back = at;
    while (back > good && (classOf[bytes[back] as number] as number) & visible) back--;
    if (back > good) {
      low = back + 1;
      good = at;
      continue;
    }
    let to = at + 1;
    while (to < length && (classOf[bytes[to] as number] as number) & visible) to++;
    if (!known.idle) searchRun(text, low, to, known, hits);
    if (into) decoded = decodeRun(text, Math.max(low, decoded), to, decoder, into);
    low = to + 1;
    good = to;
  }
}

// Random characters hold a digit or several capitals; addresses, paths and names in small letters hold neither.
const leastCapitals = 3;

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

/** Decodes every part of the run that is one of base64 or hex; answers up to where that is done. */
function decodeRun(
  { bytes, length }: Text,
  from: number,
  to: number,
  decoder: RunDecoder,
  into: RunTexts,
): number {
  let at = from;
  while (at + least <= to) {
    let end = at;
    while (end < to && (classOf[bytes[end] as number] as number) & sixBits) end++;
    at = end - at >= least ? decoder.decode(bytes, length, at, end, into) : end + 1;
  }
  return at;
}
