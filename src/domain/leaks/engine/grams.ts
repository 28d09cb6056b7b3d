import { windowBytes } from '../../rolling-window.ts';

// A value that can be read is known piece by piece: of every 16 bytes of it the four bytes at some place among 13 are
// enough to say that nothing is there, and one look in 13 bytes is all that a text costs.

/** How many bytes a gram has. */
export const gramBytes = 4;
/** In so many places side by side one stands that lies in a window with all its bytes. */
export const gramStep = windowBytes - gramBytes + 1;

const bits = 15;

/** The hash of the gram at `at`. */
export function gramHash(bytes: Uint8Array, at: number): number {
  const gram =
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24);
  return Math.imul(gram, 0x9e3779b1) >>> (32 - bits);
}

/** By hash: 1 where one of the parts has such a gram. */
export function gramsOf(parts: readonly Uint8Array[]): Uint8Array {
  const grams = new Uint8Array(1 << bits);
  for (const part of parts) {
    for (let at = 0; at + gramBytes <= part.length; at++) grams[gramHash(part, at)] = 1;
  }
  return grams;
}
