import type { TrackedFile } from '../domain/env-like.ts';
import { within } from '../domain/layout.ts';
import { largestEnvFile, mostOfTracked } from '../domain/limits.ts';
import { Secret } from '../domain/secret.ts';
import { lossyText } from '../domain/utf8-text.ts';
import { quietly } from '../errors.ts';
import type { Disk, Git, Host } from '../ports.ts';

/** The env-like files that git tracks or has staged below a root, as the index and the work tree hold them. */
export function lookAtTracked(host: Host, git: Git, root: string): readonly TrackedFile[] {
  let left = mostOfTracked;
  return git.envLike(root).map(({ path, staged }) => {
    const standing = quietly(() => bytesAt(host.disk, within(root, path)));
    const all = [...staged, ...(standing === undefined ? [] : [standing])];
    const texts = new Set(all.flatMap((bytes) => (bytes === 'large' ? [] : lossyText(bytes))));
    left -= [...texts].reduce((sum, { length }) => sum + length, 0);
    const unread = left < 0 || all.includes('large');
    return { path, texts: left < 0 ? [] : [...texts].map((text) => Secret.of(text)), unread };
  });
}

function bytesAt(disk: Disk, path: string): Uint8Array | 'large' | undefined {
  const open = disk.open(path);
  if (open === undefined) return undefined;
  try {
    if (open.facts.kind !== 'file') return undefined;
    return open.facts.size > largestEnvFile ? 'large' : open.read(largestEnvFile);
  } finally {
    open.close();
  }
}
