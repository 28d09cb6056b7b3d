import { bareDigest } from '../domain/consent-holds.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import { largestEnvFile } from '../domain/limits.ts';
import type { Disk } from '../ports.ts';

/** The digest of an env file under a journal's salt, as bare hex; undefined when no regular file is there. */
export function digestAt(disk: Disk, path: string, salt: string): string | undefined {
  if (disk.look(path)?.kind !== 'file') return undefined;
  const open = disk.open(path);
  if (open === undefined) return undefined;
  try {
    return bareDigest(bytesDigest(salt, open.read(largestEnvFile + 1)));
  } finally {
    open.close();
  }
}
