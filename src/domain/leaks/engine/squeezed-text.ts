import { classOf, wordly } from './byte-classes.ts';
import { foldHex } from './hex-in-capitals.ts';
import type { Hit } from './hit.ts';
import type { KnownSearch } from './known-search.ts';
import { always, counted, eachRich, mayHoldPieces, stretch } from './rich-regions.ts';
import type { Text } from './text.ts';

/** Searches a text, whose stretches were counted, for secrets that lie there in pieces. */
export type SqueezedSearch = (text: Text, counts: Uint32Array, hits: Hit[]) => void;

// In stretches: a uuid or an id may stand in front of what is random, one character in a line.
const margins = { before: 8, behind: 1 };

/** A search that keeps its buffers from text to text. */
export function squeezedSearch(known: KnownSearch): SqueezedSearch {
  let bytes = new Uint8Array(1024);
  let starts = new Uint32Array(64);
  return (text, counts, hits) => {
    eachRich(counts, text.length, known.piecesToo ? always : mayHoldPieces, margins, (from, to) => {
      const stretches = Math.ceil((to - from) / stretch);
      if (bytes.length < to - from + 1) bytes = new Uint8Array(2 * (to - from));
      if (starts.length < stretches) starts = new Uint32Array(2 * stretches);
      const length = squeeze(text.bytes, from, to, bytes, starts);
      const squeezed = squeezedText(text, from, bytes, length, starts, stretches);
      known.squeezed(squeezed, 0, length, hits);
      foldHex(squeezed, 0, length, known, hits);
    });
  };
}

function squeeze(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Uint8Array,
  starts: Uint32Array,
): number {
  let size = 0;
  for (let first = from, index = 0; first < to; first += stretch, index++) {
    const end = Math.min(to, first + stretch);
    starts[index] = size;
    for (let at = first; at < end; at++) {
      const byte = bytes[at] as number;
      // Written in any case and taken back by not moving on: cheaper than a branch nobody can predict.
      into[size] = byte;
      size += (counted[byte] as number) & 1;
    }
  }
  return size;
}

function squeezedText(
  text: Text,
  from: number,
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
    let place = from + low * stretch;
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
