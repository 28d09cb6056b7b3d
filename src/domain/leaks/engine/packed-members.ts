import type { BytesWork } from '../leak-scanner.ts';
import { packedAt, rangeOf, type Text } from './text.ts';

/** Inflates the members that begin at `heads`, and hands over what comes out, piece by piece. */
export interface PackedMembers {
  (text: Text, heads: readonly number[], scan: (inner: Text) => void): void;
  /** A new piece of work begins, with its own allowance. */
  refresh(): void;
}

const mostBytes = 16 * 1024 * 1024;
const mostHeads = 256;
const piece = 512 * 1024;
const overlap = 32 * 1024;

/** Members, with a bound on what all of them together may become: bombs are cut short. */
export function packedMembers(work: BytesWork): PackedMembers {
  let bytesLeft = mostBytes;
  let headsLeft = mostHeads;
  const members = (text: Text, heads: readonly number[], scan: (inner: Text) => void) => {
    for (const head of heads) {
      if (headsLeft-- <= 0 || bytesLeft <= 0) return;
      const inflated = work.inflate(text.bytes.subarray(head, text.length), bytesLeft);
      if (inflated === undefined || inflated.length === 0) continue;
      bytesLeft -= inflated.length;
      scanPieces(text, head, inflated, scan);
    }
  };
  const refresh = () => {
    bytesLeft = mostBytes;
    headsLeft = mostHeads;
  };
  return Object.assign(members, { refresh });
}

function scanPieces(
  text: Text,
  head: number,
  inflated: Uint8Array,
  scan: (inner: Text) => void,
): void {
  const [from] = rangeOf(text, head, head + 1);
  const [, to] = rangeOf(text, head, text.length);
  const encodings = [...text.encodings, 'gzip' as const];
  for (let at = 0; at < inflated.length; at += piece) {
    const bytes = inflated.subarray(Math.max(0, at - overlap), at + piece);
    scan({ bytes, length: bytes.length, encodings, origin: packedAt(from, to) });
  }
}
