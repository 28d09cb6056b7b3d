import { envPath, profilePath, within } from '../domain/layout.ts';
import { largestEnvFile } from '../domain/limits.ts';
import type { ProfileRead } from '../domain/world.ts';
import { quietly } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';
import { profileNames } from './read-config.ts';

/**
 * The other profiles whose text names one of this profile's env files, since one of them may be
 * live, or the file that a link names now, since it is then no stranger's.
 */
export function sharingWith(
  { disk }: Host,
  root: string,
  own: ReadonlyMap<string, ProfileRead>,
  name: string,
): readonly string[] {
  const files = [...own.values()].flatMap((read) =>
    read.kind === 'good'
      ? read.profile.links.flatMap(({ link, file }) => [file, targetOf(disk, root, link) ?? file])
      : [],
  );
  return profileNames(disk, root)
    .filter((other) => other !== name)
    .filter((other) => {
      const text = quietly(() => textOf(disk, within(root, profilePath(other))));
      return text !== undefined && files.some((file) => text.includes(file));
    });
}

function targetOf(disk: Disk, root: string, link: string): string | undefined {
  const path = within(root, envPath(link));
  return quietly(() => (disk.look(path)?.kind === 'link' ? disk.readLink(path) : undefined));
}

function textOf(disk: Disk, path: string): string | undefined {
  const file = disk.open(path);
  if (file === undefined) return undefined;
  try {
    if (file.facts.kind !== 'file') return undefined;
    return new TextDecoder('latin1').decode(file.read(largestEnvFile));
  } finally {
    file.close();
  }
}
