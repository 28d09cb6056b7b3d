import { createHash } from 'node:crypto';

/** The same bytes for the same seed: looks random, and a red test stays red. */
export function seededBytes(seed: string | number, count: number): Uint8Array {
  return createHash('shake256', { outputLength: count }).update(`${seed}`).digest();
}
