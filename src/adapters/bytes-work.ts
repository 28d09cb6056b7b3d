import { constants, gunzipSync, inflateSync } from 'node:zlib';
import type { BytesWork } from '../domain/leaks/leak-scanner.ts';

/** Text of bytes, and what is packed in them, by Node's own means; neither ever throws. */
export function bytesWork(): BytesWork {
  return {
    latin1: (bytes, from, to) => viewed(bytes).toString('latin1', from, to),
    inflate: (bytes, limit) => unpacked(bytes, limit),
  };
}

function viewed(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What was cut short gives what there is; of what would be too large, its beginning is unpacked. */
function unpacked(bytes: Uint8Array, limit: number): Uint8Array | undefined {
  const inflate = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync : inflateSync;
  const manner = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit };
  for (let length = bytes.length; length > 0; length >>= 1) {
    try {
      return inflate(bytes.subarray(0, length), manner);
    } catch (error) {
      if (!isTooLarge(error)) return undefined;
    }
  }
  return undefined;
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof RangeError && (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
  );
}
