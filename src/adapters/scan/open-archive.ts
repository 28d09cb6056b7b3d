import * as zlib from 'node:zlib';
import { archiveKind } from './archive-kind.ts';
import { entryOf, type Opening, type Origin, wholePiece } from './byte-sink.ts';
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
  if (unpack !== undefined && openPacked(unpack, bytes, origin, opening)) return;
  if (kind === 'zip' && isReadable(inMemory(bytes))) openZip(bytes, origin, opening);
  else if (unpack === undefined)
    opening.reader.skipped(origin.name, 'an archive that could not be opened');
  asItIs(bytes, origin, opening);
}

/** Before, between and behind what is packed there may be text. */
function asItIs(bytes: Buffer, origin: Origin, opening: Opening): void {
  wholePiece(entryOf(origin), bytes, opening.reader);
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

/** True when all of it was unpacked. */
function openPacked(unpack: Unpack, bytes: Buffer, origin: Origin, opening: Opening): boolean {
  const sink = sinkForEntry(origin, opening, true);
  const isWhole = tried(() => sink.chunk(unpack(bytes, limits)), origin, opening);
  sink.end();
  return isWhole;
}

function tried(unpack: () => void, { name }: Origin, { reader }: Opening): boolean {
  try {
    unpack();
    return true;
  } catch (error) {
    const isLong = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    reader.skipped(
      name,
      isLong ? 'an entry of an archive in an archive, larger than 64 MiB' : damaged,
    );
    return false;
  }
}

function inMemory(bytes: Buffer): Bytes {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}
