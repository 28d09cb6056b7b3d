import { envPath, layout, within } from '../domain/layout.ts';
import { largestEnvFile } from '../domain/limits.ts';
import { fail } from '../errors.ts';
import type { Birth, Disk, Host } from '../ports.ts';
import { replaceFile } from './replace-file.ts';

/** The bytes and the birth of an env file, from one descriptor. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly birth: Birth;
}

/** True when a link leads to this env file now. */
export function leadsTo(disk: Disk, root: string, link: string, file: string): boolean {
  const path = within(root, envPath(link));
  return disk.look(path)?.kind === 'link' && disk.readLink(path) === file;
}

/** An env file as it is now; throws where it cannot be read whole. */
export function keptIn(disk: Disk, root: string, file: string): Kept {
  const open = disk.open(within(root, envPath(file)));
  if (open === undefined) return cannotPutBack(file);
  try {
    const { kind, size, mode, uid, gid } = open.facts;
    if (kind !== 'file' || size > largestEnvFile) return cannotPutBack(file);
    return { bytes: open.read(largestEnvFile), birth: { mode, uid, gid } };
  } finally {
    open.close();
  }
}

/** A plain file in the link's place, if the link still leads there: one rename, so no reader misses it. */
export function putPlainBack(
  host: Host,
  root: string,
  { link, file }: { readonly link: string; readonly file: string },
  { bytes, birth }: Kept,
): void {
  if (!leadsTo(host.disk, root, link, file)) return;
  replaceFile(host, within(root, layout.env), link, bytes, birth);
}

/** Takes away the env file that an adoption made, where the plain file stands again. */
export function dropMade({ disk }: Host, root: string, link: string, file: string): void {
  const path = within(root, envPath(file));
  if (disk.look(within(root, envPath(link)))?.kind !== 'file') return;
  if (disk.look(path) === undefined) return;
  disk.remove(path);
  disk.syncDirectory(within(root, layout.env));
}

function cannotPutBack(file: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'env-file-unreadable',
    message: `${envPath(file)} cannot be read, so it cannot be put back`,
    remedy: 'see why: pine-env check --all',
    where: envPath(file),
  });
}
