import * as zlib from 'node:zlib';
import { archiveKind } from './archive-kind.ts';
import { entryOf, type Opening, type Origin, pieceSink } from './byte-sink.ts';
import { sinkForEntry } from './entry-sink.ts';
import { zstdOf } from './stream-unpack.ts';
import { damaged, largestUnpackedAtOnce } from './unpack-limits.ts';
import { isReadable, packedEntries } from './zip-contents.ts';
import type { Bytes } from './zip-entries.ts';

type Unpack = (packed: Buffer, limits: { maxOutputLength: number }) => Buffer;

const limits = { maxOutputLength: largestUnpackedAtOnce };

/** Opens an archive that is in memory; one that cannot be opened is read as the bytes that it is. */
export function openArchive(bytes: Buffer, origin: Origin, opening: Opening): void {
  const kind = archiveKind(bytes)?.kind;
  const unpack = kind === 'gzip' ? zlib.gunzipSync : kind === 'zstd' ? zstdOf().unpack : undefined;
  if (kind === 'zip' && isReadable(inMemory(bytes))) openZip(bytes, origin, opening);
  else if (unpack !== undefined) openPacked(unpack, bytes, origin, opening);
  else asItIs(bytes, origin, opening);
}

function asItIs(bytes: Buffer, origin: Origin, opening: Opening): void {
  opening.reader.skipped(origin.name, 'an archive that could not be opened');
  const sink = pieceSink(entryOf(origin), opening);
  sink.chunk(bytes);
  sink.end();
}

function openZip(bytes: Buffer, origin: Origin, opening: Opening): void {
  for (const { method, at, packed, entry } of packedEntries(inMemory(bytes), origin, opening)) {
    const part = bytes.subarray(at, at + packed);
    const sink = sinkForEntry(entry, opening);
    if (method === 0) sink.chunk(part);
    else tried(() => sink.chunk(zlib.inflateRawSync(part, limits)), entry, opening);
    sink.end();
  }
}

function openPacked(unpack: Unpack, bytes: Buffer, origin: Origin, opening: Opening): void {
  const sink = sinkForEntry(origin, opening, true);
  tried(() => sink.chunk(unpack(bytes, limits)), origin, opening);
  sink.end();
}

function tried(unpack: () => void, { name }: Origin, { reader }: Opening): void {
  try {
    unpack();
  } catch (error) {
    const isLong = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    reader.skipped(
      name,
      isLong ? 'an entry of an archive in an archive, larger than 64 MiB' : damaged,
    );
  }
}

function inMemory(bytes: Buffer): Bytes {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}
