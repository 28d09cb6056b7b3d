import { lstatSync, type Stats, statSync } from 'node:fs';
import { fail } from '../../errors.ts';
import type { PieceReader } from '../../ports.ts';
import { atTheDoor, errnoOf } from '../errno.ts';
import { wholePiece } from './byte-sink.ts';
import type { CallersEnvironment } from './git-run.ts';
import { type Reading, readFile, readingInto, readTarget } from './read-file.ts';
import { whatElse, whyNot } from './why-not.ts';
import { readDirectory } from './work-tree.ts';

/** Reads these files and directories. Throws `not-there` before it reads anything when one is missing. */
export async function readPaths(
  paths: readonly string[],
  callers: CallersEnvironment,
  reader: PieceReader,
): Promise<void> {
  for (const path of paths) mustBeThere(path);
  for (const path of paths) await readPath(path, callers, reader);
}

/** Reads these log files, packed or not. Throws `not-there`, and `is-a-directory`, before it reads anything. */
export async function readLogs(paths: readonly string[], reader: PieceReader): Promise<void> {
  for (const path of paths) {
    mustBeThere(path);
    if (atTheEnd(path)?.isDirectory()) isADirectory(path);
  }
  for (const path of paths) await readAsked(path, { ...readingInto(reader, true), mustOpen: true });
}

async function readPath(
  path: string,
  callers: CallersEnvironment,
  reader: PieceReader,
): Promise<void> {
  const facts = atTheEnd(path);
  if (facts?.isDirectory()) return readDirectory(path, callers, readingInto(reader));
  return readAsked(path, readingInto(reader, true));
}

async function readAsked(path: string, reading: Reading): Promise<void> {
  const { reader } = reading;
  const slash = path.lastIndexOf('/') + 1;
  wholePiece({ kind: 'name', name: path.slice(0, slash) }, Buffer.from(path.slice(slash)), reader);
  if (isLink(path)) readTarget(path, path, reader);
  try {
    const facts = statSync(path);
    // Only a file is opened: a FIFO would wait, and a device may do something.
    if (!facts.isFile()) reader.skipped(path, whatElse(facts));
    else await readFile(path, path, reading);
  } catch (error) {
    const errno = errnoOf(error);
    if (['ENOENT', 'ELOOP'].includes(errno)) reader.skipped(path, 'a link that leads nowhere');
    else reader.unreadable(path, whyNot(errno));
  }
}

function mustBeThere(path: string): void {
  atTheDoor(path, () => lstatSync(path));
}

/** What stands where a link leads; undefined when it leads nowhere, or nobody may see where. */
function atTheEnd(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function isADirectory(path: string): never {
  return fail({
    kind: 'usage',
    rule: 'is-a-directory',
    message: `${path}: is a directory, and not a log file`,
    remedy: `name the files in it, or scan all of it: pine-env scan ${path}`,
    where: path,
  });
}
