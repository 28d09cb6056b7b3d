import { type Dirent, readdirSync } from 'node:fs';
import { errnoOf } from '../errno.ts';
import { wholePiece } from './byte-sink.ts';
import { type Reading, readFile } from './read-file.ts';
import { whatElse, whyNot } from './why-not.ts';

/** How a walk goes. */
export interface Walk extends Reading {
  /** True for what is not entered or read, by its name and its directory; the walk says no more about it. */
  readonly leavesOut?: (name: string, directory: string, isDirectory: boolean) => boolean;
  /** What a name is called in a report, where it is not called what it is. */
  readonly shows?: (name: string, directory: string) => string;
}

type Entry = Dirent<Buffer>;

/**
 * Reads every file below a directory, and the names. Follows no link; names what is no file, and a
 * repository's `.git`, as skipped.
 */
export async function walk(directory: string, order: Walk): Promise<void> {
  const open: (readonly [path: Buffer, shown: string])[] = [[Buffer.from(directory), directory]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, shown] = next;
    const below: (readonly [Buffer, string])[] = [];
    for (const entry of entriesOf(path, shown, order)) {
      const at = joined(path, entry.name);
      const text = entry.name.toString('utf8');
      const name = `${shown === '/' ? '' : shown}/${order.shows?.(text, shown) ?? text}`;
      if (order.leavesOut?.(text, shown, entry.isDirectory())) continue;
      wholePiece({ kind: 'name', name: `${shown}/` }, entry.name, order.reader);
      if (entry.isDirectory()) enter(entry, at, name, below, order);
      else if (isReadable(entry)) await readFile(at, name, order);
      else order.reader.skipped(name, whatElse(entry));
    }
    open.push(...below.reverse());
  }
}

function enter(
  { name: bytes }: Entry,
  at: Buffer,
  name: string,
  below: (readonly [Buffer, string])[],
  { reader }: Walk,
): void {
  if (bytes.equals(gitDirectory))
    reader.skipped(name, 'a repository’s own files: --history reads them');
  else below.push([at, name]);
}

const gitDirectory = Buffer.from('.git');

/** A file system that does not tell what an entry is leaves that to the one who opens it. */
function isReadable(entry: Entry): boolean {
  if (entry.isFile() || entry.isSymbolicLink()) return true;
  return !(
    entry.isFIFO() ||
    entry.isSocket() ||
    entry.isBlockDevice() ||
    entry.isCharacterDevice()
  );
}

function entriesOf(path: Buffer, shown: string, { reader }: Walk): readonly Entry[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true, encoding: 'buffer' });
    return (entries as unknown as Entry[]).sort((a, b) => Buffer.compare(a.name, b.name));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== 'ENOENT') reader.unreadable(shown, whyNot(errno));
    return [];
  }
}

/** A path's bytes and a name's below it. */
export function joined(path: Buffer, name: Buffer): Buffer {
  return Buffer.concat([path, slash, name]);
}

const slash = Buffer.from('/');
