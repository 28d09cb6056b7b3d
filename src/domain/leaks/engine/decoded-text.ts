import type { Encoding } from '../leak.ts';
import type { Origin, Text } from './text.ts';

/** Decoded pieces, one after the other with a line end between, and where each byte came from. */
export interface DecodedText {
  /** Empties it for what is decoded out of this text. */
  begin(outer: Text): void;
  readonly size: number;
  /** One more byte, decoded from `[from, to)` of the text it was encoded in; dropped when all is full. */
  add(byte: number, from: number, to: number): void;
  /** Ends a piece, or forgets it when it began at `since` and has less than `least` bytes. */
  endPiece(since: number, least: number): void;
  /** Everything as a text; undefined when nothing was decoded. */
  text(): Text | undefined;
}

/** For what was encoded so in one text after the other; it keeps its buffers as long as they are small. */
export function decodedText(encoding: Encoding): DecodedText {
  let outer: Text;
  let most = 0;
  let bytes = noBytes;
  let begins = noPlaces;
  let ends = noPlaces;
  let size = 0;
  const grow = () => {
    const room = Math.max(256, 2 * size);
    bytes = grown(bytes, new Uint8Array(room));
    begins = grown(begins, new Uint32Array(room));
    ends = grown(ends, new Uint32Array(room));
  };
  const add = (byte: number, from: number, to: number) => {
    if (size >= most) return;
    if (size === bytes.length) grow();
    bytes[size] = byte;
    begins[size] = from;
    ends[size++] = to;
  };
  return {
    begin(next) {
      [outer, most, size] = [next, growth * next.length + slack, 0];
      if (bytes.length > largestKept) [bytes, begins, ends] = [noBytes, noPlaces, noPlaces];
    },
    get size() {
      return size;
    },
    add,
    endPiece(since, least) {
      if (size - since < least) size = since;
      else add(lineFeed, ends[size - 1] as number, ends[size - 1] as number);
    },
    text() {
      if (size === 0) return undefined;
      const encodings = [...outer.encodings, encoding];
      const origin = originOf(outer.origin, begins, ends);
      return { bytes: bytes.subarray(0, size), length: size, encodings, origin };
    },
  };
}

const lineFeed = 10;
// Decoded text is shorter than what it was decoded from; only base64 at four offsets may be more.
const growth = 2;
const slack = 65_536;
const largestKept = 65_536;
// Most texts have nothing to decode, and are not to pay for it.
const noBytes = new Uint8Array(0);
const noPlaces = new Uint32Array(0);

function grown<Kind extends Uint8Array | Uint32Array>(from: Kind, into: Kind): Kind {
  into.set(from);
  return into;
}

// Asked for hits only, so that a layer costs nothing for all the layers around it.
function originOf(outer: Origin, begins: Uint32Array, ends: Uint32Array): Origin {
  return {
    begin: (at) => outer.begin(begins[at] as number),
    end: (at) => outer.end(Math.max(begins[at] as number, (ends[at] as number) - 1)),
  };
}
