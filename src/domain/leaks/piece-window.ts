/** The present chunk of a piece with a little of what stood before it; `base` is the offset of its first byte. */
export interface PieceWindow {
  readonly bytes: Uint8Array;
  readonly base: number;
}

/** How much of what went by is kept, in bytes; a line that is longer is judged by this much of it. */
export const keptBytes = 4096;
const longestContext = 256;
const lineFeed = 10;

/** Windows over one piece after the other; what `after` gives is good until the next call. */
export interface Windows {
  after(chunk: Uint8Array): PieceWindow;
  /** What is left when the piece has ended; the next chunk begins another piece. */
  end(): PieceWindow;
}

/** Keeps one small buffer for all pieces, since there may be millions of them. */
export function pieceWindows(): Windows {
  const carry = new Uint8Array(keptBytes);
  let held = 0;
  let passed = 0;
  return {
    after: (chunk) => {
      const bytes = held === 0 ? chunk : joined(carry.subarray(0, held), chunk);
      const base = passed - held;
      passed += chunk.length;
      const tail = bytes.subarray(-keptBytes);
      carry.set(tail);
      held = tail.length;
      return { bytes, base };
    },
    end: () => {
      const last = { bytes: carry.subarray(0, held), base: passed - held };
      held = passed = 0;
      return last;
    },
  };
}

/** The line up to an offset of the piece, or its last 256 bytes; nothing where that has gone by. */
export function lineBefore({ bytes, base }: PieceWindow, offset: number): Uint8Array {
  const to = offset - base;
  if (to <= 0 || to > bytes.length) return new Uint8Array();
  const start = bytes.lastIndexOf(lineFeed, to - 1) + 1;
  return bytes.slice(Math.max(start, to - longestContext), to);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
