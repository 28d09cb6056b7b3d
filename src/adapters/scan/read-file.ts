import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { PieceReader } from '../../ports.ts';
import { errnoOf } from '../errno.ts';
import { type ArchiveKind, archiveKind } from './archive-kind.ts';
import { wholePiece } from './byte-sink.ts';
import { readArchive } from './read-archive.ts';
import { whatElse, whyNot } from './why-not.ts';

/** A path as the system takes it: bytes where they are no text. */
export type FilePath = string | Buffer;

/** How files are read into a reader. */
export interface Reading {
  readonly reader: PieceReader;
  /** Into this every file is read, one after the other; what is lent is a part of it. */
  readonly room: Buffer;
  /** Somebody named this very file: then it must be there, and a link is followed. */
  readonly isAsked: boolean;
  /** What is packed must be opened to its end, else it is unreadable and not merely skipped. */
  readonly mustOpen?: true;
  /** Undoes what a program did to the bytes it wrote; made anew for each file. */
  readonly undo?: () => (bytes: Buffer) => Buffer;
}

/** A reading with room of its own. */
export function readingInto(reader: PieceReader, isAsked = false): Reading {
  return { reader, room: Buffer.allocUnsafeSlow(2 ** 20), isAsked };
}

const flags = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Reads a file into the reader, an archive entry by entry. A link that nobody asked for is its target's
 * text; what is no file is named as skipped, what may not be read as unreadable. One that is gone
 * meanwhile is nothing, unless it was asked for. Comes later only for archives.
 */
export function readFile(
  path: FilePath,
  name: string,
  reading: Reading,
): Promise<void> | undefined {
  try {
    const fd = openSync(path, reading.isAsked ? flags : flags | constants.O_NOFOLLOW);
    return readOpen(fd, name, reading);
  } catch (error) {
    unopened(path, name, reading, errnoOf(error));
    return undefined;
  }
}

function readOpen(fd: number, name: string, reading: Reading): Promise<void> | undefined {
  let later: Promise<void> | undefined;
  try {
    const facts = fstatSync(fd);
    if (!facts.isFile()) reading.reader.skipped(name, whatElse(facts));
    else later = readContent({ fd, name, size: facts.size }, reading);
  } finally {
    if (later === undefined) closeSync(fd);
  }
  return later?.finally(() => closeSync(fd));
}

interface Open {
  readonly fd: number;
  readonly name: string;
  readonly size: number;
}

function readContent(file: Open, reading: Reading): Promise<void> | undefined {
  const { room, reader } = reading;
  try {
    const count = readSync(file.fd, room, 0, room.length, null);
    const head = room.subarray(0, count);
    const archive = archiveKind(head);
    if (archive !== undefined) return opened(file, archive, reading);
    plain(file, count, reading);
  } catch (error) {
    reader.unreadable(file.name, whyNot(errnoOf(error)));
  }
  return undefined;
}

function plain({ fd, name, size }: Open, first: number, { reader, room, undo }: Reading): void {
  const undone = undo?.() ?? ((bytes: Buffer) => bytes);
  reader.begin({ kind: 'file', name });
  try {
    let done = 0;
    for (let count = first; count > 0; count = readSync(fd, room, 0, room.length, null)) {
      reader.chunk(undone(room.subarray(0, count)));
      done += count;
      // What a file had when it was opened is enough; one of no size has to say itself where it ends.
      if (size > 0 && done >= size) break;
    }
  } finally {
    reader.end();
  }
}

async function opened(file: Open, archive: ArchiveKind, reading: Reading): Promise<void> {
  const { reader, mustOpen } = reading;
  const damage = (name: string, why: string) =>
    mustOpen ? reader.unreadable(name, why) : reader.skipped(name, why);
  try {
    const outcome = await readArchive(file, archive, reader, damage);
    if (outcome === 'whole') return;
    if (outcome === 'closed') {
      damage(file.name, notOpened('format' in archive ? archive.format : archive.kind));
    }
    plain(file, readSync(file.fd, reading.room, 0, reading.room.length, 0), reading);
  } catch (error) {
    reader.unreadable(file.name, whyNot(errnoOf(error)));
  }
}

function notOpened(format: string): string {
  return `packed with ${format}, and could not be opened`;
}

function unopened(path: FilePath, name: string, reading: Reading, errno: string): void {
  const { reader, isAsked } = reading;
  if (errno === 'ELOOP') readTarget(path, name, reader);
  else if (errno === 'ENXIO') reader.skipped(name, 'a socket or a device');
  else if (isAsked || !['ENOENT', 'ENOTDIR'].includes(errno))
    reader.unreadable(name, whyNot(errno));
}

/** What a link names is text that somebody wrote, and as such may be a secret. */
export function readTarget(path: FilePath, name: string, reader: PieceReader): void {
  try {
    wholePiece({ kind: 'name', name }, readlinkSync(path, 'buffer'), reader);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') reader.unreadable(name, whyNot(errnoOf(error)));
  }
}
