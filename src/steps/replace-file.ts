import { type FileFacts, sameFile } from '../domain/file-facts.ts';
import { temporaryName, within } from '../domain/layout.ts';
import { sameBytes } from '../domain/same-bytes.ts';
import { fail, quietly } from '../errors.ts';
import type { Birth, Disk, Host } from '../ports.ts';
import { freshName } from './state-birth.ts';

/**
 * Puts a whole new file in a name's place: born with its final mode in its final directory,
 * written, fsynced, renamed, and the directory fsynced. Readers see the old file or the new one.
 * Read back at the end, it is what was written (promise 6); else `exchanged`.
 */
export function replaceFile(
  host: Host,
  directory: string,
  name: string,
  bytes: Uint8Array,
  birth: Birth,
): void {
  placeFile(host, directory, name, bytes, birth);
  // Inodes tell nothing here: what replaces a file that was just removed often gets its number.
  if (!holds(host.disk, within(directory, name), bytes)) exchanged(name);
}

/** As `replaceFile`, for whoever looks by himself at what stands there then: a change to safe may come in between. */
export function placeFile(
  host: Host,
  directory: string,
  name: string,
  bytes: Uint8Array,
  birth: Birth,
): void {
  putInPlace(host, directory, name, (path) => host.disk.writeNew(path, bytes, birth));
}

/** As `placeFile`, with a symlink. */
export function replaceLink(host: Host, directory: string, name: string, target: string): void {
  putInPlace(host, directory, name, (path) => host.disk.symlink(target, path));
}

function putInPlace(
  host: Host,
  directory: string,
  name: string,
  make: (path: string) => void,
): void {
  const { disk } = host;
  const temporary = within(directory, temporaryName(name, freshName(host)));
  const place = within(directory, name);
  let born: FileFacts | undefined;
  try {
    make(temporary);
    born = disk.look(temporary);
    disk.rename(temporary, place);
  } catch (error) {
    removeQuietly(disk, temporary);
    // An error of rename is not the last word: what stands in the place is.
    if (!isInPlace(disk, place, born)) throw error;
  }
  disk.syncDirectory(directory);
}

function isInPlace(disk: Disk, place: string, born: FileFacts | undefined): boolean {
  if (born === undefined) return false;
  const now = quietly(() => disk.look(place));
  return now !== undefined && sameFile(born, now);
}

function holds(disk: Disk, path: string, bytes: Uint8Array): boolean {
  const file = disk.look(path)?.kind === 'file' ? disk.open(path) : undefined;
  if (file === undefined) return false;
  try {
    return sameBytes(file.read(bytes.length + 1), bytes);
  } finally {
    file.close();
  }
}

/** Whoever may write the directory can exchange a file before it is renamed, or right after. */
function exchanged(name: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'exchanged',
    message: `${name}: somebody exchanged the file while it was being written`,
    remedy: 'see what stands now: pine-env status',
  });
}

/** Removes what may not be there; a leftover is swept by the next change. */
export function removeQuietly(disk: Disk, path: string): void {
  quietly(() => {
    if (disk.look(path) !== undefined) disk.remove(path);
  });
}
