import { classOf, digit, upperCase, wordly } from './byte-classes.ts';
import { foldHex } from './hex-in-capitals.ts';
import type { Hit } from './hit.ts';
import type { KnownSearch } from './known-search.ts';
import type { Text } from './text.ts';

// Random characters are digits and capitals more often than not, and words are not. Where two stretches hold fewer
// of them, or no digit and no crowd of capitals, nothing can lie in pieces.
const stretch = 32;
const leastSigns = 8;
const leastShare = 5;
const manySigns = 16;
const reach = 16;

/** One addition counts what is kept (from bit 0), its digits and capitals (from bit 8) and its digits (from bit 16). */
const counted = Uint32Array.from(classOf, (classes) => {
  const signs = classes & (digit | upperCase) ? 0x100 : 0;
  return classes & wordly ? 1 + signs + (classes & digit ? 0x10000 : 0) : 0;
});

/** Searches a text for secrets that lie there in pieces. */
export type SqueezedSearch = (text: Text, hits: Hit[]) => void;

/** A search that keeps its buffers from text to text. */
export function squeezedSearch(known: KnownSearch): SqueezedSearch {
  let bytes = new Uint8Array(1024);
  let starts = new Uint32Array(64);
  let signs = new Uint16Array(64);
  return (text, hits) => {
    const stretches = Math.ceil(text.length / stretch);
    if (bytes.length < text.length + 1) bytes = new Uint8Array(text.length + 1024);
    if (starts.length < stretches + 2) {
      starts = new Uint32Array(stretches + 64);
      signs = new Uint16Array(stretches + 64);
    }
    const length = squeeze(text, bytes, starts, signs);
    starts[stretches] = length;
    const squeezed = squeezedText(text, bytes, length, starts, stretches);
    searchSigns(squeezed, starts, signs, stretches, known, hits);
    foldHex(squeezed, 0, length, known, hits);
  };
}

function squeeze(text: Text, into: Uint8Array, starts: Uint32Array, signs: Uint16Array): number {
  const { bytes, length } = text;
  let size = 0;
  for (let from = 0, index = 0; from < length; from += stretch, index++) {
    const to = Math.min(length, from + stretch);
    let sum = 0;
    starts[index] = size;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      // Written in any case and taken back by not moving on: cheaper than a branch nobody can predict.
      into[size + (sum & 0xff)] = byte;
      sum += counted[byte] as number;
    }
    size += sum & 0xff;
    signs[index] = sum >>> 8;
  }
  return size;
}

function searchSigns(
  squeezed: Text,
  starts: Uint32Array,
  signs: Uint16Array,
  stretches: number,
  known: KnownSearch,
  hits: Hit[],
): void {
  for (let index = 0; index < stretches; index++) {
    if (!isRich(starts, signs, index, stretches)) continue;
    let last = index + 1;
    while (last < stretches && isRich(starts, signs, last, stretches)) last++;
    const from = Math.max(0, (starts[index] as number) - reach);
    const to = Math.min(squeezed.length, (starts[Math.min(stretches, last + 1)] as number) + reach);
    known.squeezed(squeezed, from, to, hits);
    index = last;
  }
}

function isRich(
  starts: Uint32Array,
  signs: Uint16Array,
  index: number,
  stretches: number,
): boolean {
  const last = Math.min(stretches, index + 2);
  const both = (signs[index] as number) + (index + 1 < last ? (signs[index + 1] as number) : 0);
  const count = both & 0xff;
  const kept = (starts[last] as number) - (starts[index] as number);
  if (count < leastSigns || count * leastShare < kept) return false;
  return both > 0xff || count >= manySigns;
}

function squeezedText(
  text: Text,
  bytes: Uint8Array,
  length: number,
  starts: Uint32Array,
  stretches: number,
): Text {
  // Counted again for hits only, from the stretch that a byte came from.
  const unsqueezed = (at: number) => {
    let low = 0;
    let high = stretches - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    let left = at - (starts[low] as number);
    let place = low * stretch;
    while (place < text.length - 1) {
      if ((classOf[text.bytes[place] as number] as number) & wordly && left-- === 0) break;
      place++;
    }
    return place;
  };
  const begin = (at: number) => text.origin.begin(unsqueezed(at));
  const end = (at: number) => text.origin.end(unsqueezed(at));
  return { bytes, length, encodings: [...text.encodings, 'squeezed'], origin: { begin, end } };
}
