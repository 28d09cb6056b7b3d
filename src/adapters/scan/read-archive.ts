import { readSync } from 'node:fs';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { PieceReader } from '../../ports.ts';
import type { ArchiveKind } from './archive-kind.ts';
import type { ByteSink, Opening, Origin } from './byte-sink.ts';
import { sinkForEntry } from './entry-sink.ts';
import { unpackInto, zstdOf } from './stream-unpack.ts';
import { tarSink } from './tar-sink.ts';
import { damaged, fullAllowance } from './unpack-limits.ts';
import { isReadable, type PackedEntry, packedEntries } from './zip-contents.ts';
import type { Bytes } from './zip-entries.ts';

const pieceSize = 2 ** 18;
/** An unpacker that fails keeps what came of its last piece. */
const packedPiece = 2 ** 15;
/** Below that an entry is unpacked at once, since a stream for each takes longer than its work. */
const small = { packed: 2 ** 20, unpacked: 2 ** 23 };

/** An open file that is an archive. */
export interface ArchiveFile extends Origin {
  readonly fd: number;
  readonly size: number;
}

/** `closed`: nothing was read of it. `around`: before, between or behind what is packed there may be text. */
export type Outcome = 'closed' | 'whole' | 'around';

/** Reads an archive's contents. */
export async function readArchive(
  file: ArchiveFile,
  { kind }: ArchiveKind,
  reader: PieceReader,
  damage: (name: string, why: string) => void,
): Promise<Outcome> {
  const opening: Opening = { reader, left: fullAllowance(), depth: 1 };
  if (kind === 'zip') return readZip(file, opening, damage);
  if (kind === 'tar') return readTar(file, opening);
  const unpacker = kind === 'gzip' ? zlib.createGunzip() : kind === 'zstd' && zstdOf().stream?.();
  return unpacker ? readPacked(file, unpacker, opening, damage) : 'closed';
}

function readTar(file: ArchiveFile, opening: Opening): Outcome {
  const sink = tarSink({ name: file.name }, opening);
  try {
    pour(piecesOf(file, 0, file.size), sink);
    return 'whole';
  } finally {
    sink.end();
  }
}

async function readPacked(
  file: ArchiveFile,
  unpacker: Transform,
  opening: Opening,
  damage: (name: string, why: string) => void,
): Promise<Outcome> {
  const sink = sinkForEntry({ name: file.name }, opening, true);
  const isSound = await unpackInto(
    sink,
    piecesOf(file, 0, file.size, packedPiece),
    unpacker,
    opening.left,
  );
  sink.end();
  if (isSound) return 'whole';
  damage(file.name, damaged);
  return 'around';
}

async function readZip(
  file: ArchiveFile,
  opening: Opening,
  damage: (name: string, why: string) => void,
): Promise<Outcome> {
  const bytes = bytesOf(file);
  if (!isReadable(bytes)) return 'closed';
  for (const packed of packedEntries(bytes, { name: file.name }, opening)) {
    const sink = sinkForEntry(packed.entry, opening);
    const isSound = await readEntry(file, packed, sink, opening).finally(() => sink.end());
    if (!isSound) damage(packed.entry.name, damaged);
  }
  return 'around';
}

async function readEntry(
  file: ArchiveFile,
  { method, at, packed, unpacked }: PackedEntry,
  sink: ByteSink,
  { left }: Opening,
): Promise<boolean> {
  const source = piecesOf(file, at, packed);
  if (method === 0) return pour(source, sink);
  const atOnce =
    packed <= small.packed && unpacked <= small.unpacked
      ? inflated(bytesOf(file).read(at, packed))
      : undefined;
  if (atOnce === undefined) return unpackInto(sink, source, zlib.createInflateRaw(), left);
  sink.chunk(atOnce);
  return true;
}

/** Undefined when it is damaged or longer than its archive says. */
function inflated(packed: Buffer): Buffer | undefined {
  try {
    return zlib.inflateRawSync(packed, { maxOutputLength: small.unpacked });
  } catch {
    return undefined;
  }
}

function pour(source: Iterable<Buffer>, sink: ByteSink): true {
  for (const bytes of source) sink.chunk(bytes);
  return true;
}

/** A part of a file; each piece is new, since a stream may hold on to it. */
function* piecesOf(
  { fd }: ArchiveFile,
  from: number,
  size: number,
  most = pieceSize,
): Generator<Buffer> {
  for (let at = from; at < from + size; ) {
    const piece = Buffer.allocUnsafe(Math.min(most, from + size - at));
    const count = readSync(fd, piece, 0, piece.length, at);
    if (count === 0) return;
    yield piece.subarray(0, count);
    at += count;
  }
}

function bytesOf({ fd, size }: ArchiveFile): Bytes {
  return {
    size,
    // An archive may name any place.
    read: (at, length) => {
      if (at < 0 || at >= size || length === 0) return Buffer.alloc(0);
      const bytes = Buffer.allocUnsafe(Math.min(length, size - at));
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, at));
    },
  };
}
