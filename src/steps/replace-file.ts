import { type FileFacts, sameFile } from '../domain/file-facts.ts';
import { temporaryName, within } from '../domain/layout.ts';
import { quietly } from '../errors.ts';
import type { Birth, Disk, Host } from '../ports.ts';
import { freshName } from './state-birth.ts';

/**
 * Puts a whole new file in a name's place: born with its final mode in its final directory,
 * written, fsynced, renamed, and the directory fsynced. Readers see the old file or the new one.
 */
export function replaceFile(
  host: Host,
  directory: string,
  name: string,
  bytes: Uint8Array,
  birth: Birth,
): void {
  putInPlace(host, directory, name, (path) => host.disk.writeNew(path, bytes, birth));
}

/** As `replaceFile`, with a symlink. */
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

/** Removes what may not be there; a leftover is swept by the next change. */
export function removeQuietly(disk: Disk, path: string): void {
  quietly(() => {
    if (disk.look(path) !== undefined) disk.remove(path);
  });
}
