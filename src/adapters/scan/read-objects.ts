import type { PieceReader } from '../../ports.ts';
import { archiveKind } from './archive-kind.ts';
import { complaintIn } from './git-errors.ts';
import type { Running } from './git-run.ts';
import { largestWhole, objectStream } from './object-stream.ts';
import { openArchive } from './open-archive.ts';
import { treeNames } from './tree-names.ts';
import { fullAllowance } from './unpack-limits.ts';

/** How an object is called in a report; by its place in the stream, from 0, and by what it is. */
export type CallObject = (index: number, type: string, id: string) => string;

/** By type and the beginning of its id: `commit 1f3a5b7c9d0e`. */
export const byTypeAndId: CallObject = (_, type, id) => `${type} ${id.slice(0, 12)}`;

/** A blob that is opened must be in memory whole; a larger one is read as the bytes that it is. */
const largestOpened = 16 * 2 ** 20;

/** The words for objects that come in any order, as fast as git gives them. */
export const batch = ['cat-file', '--batch', '--buffer'];

/**
 * Hands every object of a running `git cat-file` to a reader: of trees the names, of blobs that are zip
 * archives the entries, everything else as it is.
 */
export async function readObjects(
  running: Running,
  reader: PieceReader,
  repository: string,
  call: CallObject = byTypeAndId,
): Promise<void> {
  const objects = objectsInto(reader, call);
  const read = objectStream(objects);
  try {
    for await (const chunk of running.chunks) read(chunk);
  } finally {
    running.child.kill();
    // A git that died in the middle of an object has not ended it.
    objects.end();
  }
  const { code, err } = await running.ended;
  const complaint = complaintIn(err) ?? (code === 0 ? undefined : `git ended with ${code}`);
  // What could be read was read; what could not must not pass as clean.
  if (complaint !== undefined) reader.unreadable(repository, complaint);
}

function objectsInto(reader: PieceReader, call: CallObject) {
  let index = -1;
  let object = '';
  let name = '';
  let isTree = false;
  let isWhole = false;
  let isOpen = false;
  const closed = () => {
    if (isOpen) reader.end();
    isOpen = false;
  };
  const opened = (bytes: Buffer) => {
    // Its entries are pieces of their own.
    closed();
    openArchive(bytes, { name, object }, { reader, left: fullAllowance(), depth: 1 });
  };
  return {
    begin(id: string, type: string, size: number): boolean {
      index += 1;
      object = id;
      name = call(index, type, id);
      isTree = type === 'tree' && size <= largestWhole;
      isWhole = isTree || size <= largestOpened;
      isOpen = true;
      reader.begin({ kind: 'object', name, object });
      return isWhole;
    },
    chunk(bytes: Buffer): void {
      if (isTree) reader.chunk(treeNames(bytes, object.length / 2));
      else if (isWhole && archiveKind(bytes)?.kind === 'zip') opened(bytes);
      else reader.chunk(bytes);
    },
    end: closed,
    missing(id: string): void {
      index += 1;
      reader.unreadable(call(index, 'object', id), 'the repository does not have it');
    },
  };
}
