import { envPath, layout, profilePath, within } from '../domain/layout.ts';
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
  const others = profileNames(disk, root).filter((other) => other !== name);
  return others.filter((other) => mentions(disk, root, other, files));
}

/** Those of these profiles whose text names a file that some link in the env directory names now. */
export function namingWhatIsLinked(
  disk: Disk,
  root: string,
  names: readonly string[],
): readonly string[] {
  const inEnv = quietly(() => disk.list(within(root, layout.env))) ?? [];
  const targets = inEnv.flatMap((link) => targetOf(disk, root, link) ?? []);
  return names.filter((name) => mentions(disk, root, name, targets));
}

function mentions(disk: Disk, root: string, name: string, files: readonly string[]): boolean {
  const text = quietly(() => textOf(disk, within(root, profilePath(name))));
  return text !== undefined && files.some((file) => text.includes(file));
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
