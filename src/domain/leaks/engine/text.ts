import type { Encoding } from '../leak.ts';

/** Bytes to be searched, and where in the block each of them comes from. */
export interface Text {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** How it was encoded, outermost first. */
  readonly encodings: readonly Encoding[];
  readonly origin: Origin;
}

/** Where a byte of a text begins in the block, and where it ends. */
export interface Origin {
  begin(at: number): number;
  end(at: number): number;
}

/** The block itself. */
export const asItIs: Origin = { begin: (at) => at, end: (at) => at + 1 };

/** What came out of a packed member as a whole. */
export function packedAt(from: number, to: number): Origin {
  return { begin: () => from, end: () => to };
}

/** Where the bytes `[from, to)` of a text lie in the block; either end may come first there. */
export function rangeOf({ origin }: Text, from: number, to: number): readonly [number, number] {
  const first = origin.begin(from);
  const last = origin.begin(to - 1);
  return [Math.min(first, last), Math.max(origin.end(from), origin.end(to - 1))];
}
