import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import type { ByteSink } from './byte-sink.ts';
import type { Allowance } from './unpack-limits.ts';

interface Zstd {
  readonly stream?: () => Transform;
  readonly unpack?: (packed: Buffer, limits: { maxOutputLength: number }) => Buffer;
}

/** What this Node has for zstd: nothing before 22.15. */
export function zstdOf(): Zstd {
  const { createZstdDecompress: stream, zstdDecompressSync: unpack } = zlib as {
    createZstdDecompress?: () => Transform;
    zstdDecompressSync?: (packed: Buffer) => Buffer;
  };
  return {
    ...(stream === undefined ? {} : { stream }),
    ...(unpack === undefined ? {} : { unpack }),
  };
}

/** Unpacks a source into a sink as it comes; false when it is damaged. Ends early when no more is allowed. */
export async function unpackInto(
  sink: ByteSink,
  source: Iterable<Buffer>,
  unpacker: Transform,
  left: Allowance,
): Promise<boolean> {
  try {
    await pipeline(Readable.from(source), unpacker, async (out: AsyncIterable<Buffer>) => {
      for await (const chunk of out) {
        sink.chunk(chunk);
        if (left.bytes < 0) return;
      }
    });
    return true;
  } catch {
    // Also what a stream says that was left early.
    return left.bytes < 0;
  }
}
