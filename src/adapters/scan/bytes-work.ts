import { Buffer } from 'node:buffer';
import { constants, inflateRawSync } from 'node:zlib';
import type { BytesWork } from '../../domain/leaks/leak-scanner.ts';

/** What the domain's scanner cannot do without Node. Nothing in it throws, whatever the bytes. */
export const bytesWork: BytesWork = {
  latin1(bytes, from, to) {
    // A text is asked for many of its parts.
    if (latest?.bytes !== bytes) latest = { bytes, buffer: bufferOver(bytes) };
    return latest.buffer.toString('latin1', from, to);
  },
  inflate(bytes, limit) {
    const start = bytes[0] === 0x1f ? behindGzipHeader(bytes) : 2;
    return inflated(bytes.subarray(start), limit);
  },
};

let latest: { readonly bytes: Uint8Array; readonly buffer: Buffer } | undefined;

function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

// The raw format, since the others do not bear what stands behind a member.
function inflated(bytes: Uint8Array, limit: number): Uint8Array | undefined {
  const options = { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH };
  // zlib keeps nothing of what is too large, and no byte becomes more than 1032: less and less is given to it.
  for (let size = bytes.length; size > 0; size >>= 2) {
    try {
      return inflateRawSync(bytes.subarray(0, size), options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return undefined;
    }
  }
  return undefined;
}

/** Where the data of a gzip member begin (RFC 1952, 2.3). */
function behindGzipHeader(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const text of [8, 16]) if (flags & text) at = bytes.indexOf(0, at) + 1 || bytes.length;
  return flags & 2 ? at + 2 : at;
}
