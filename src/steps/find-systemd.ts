import { systemdVersion } from '../domain/loaders/systemd-version.ts';
import { quietly } from '../errors.ts';
import type { Disk } from '../ports.ts';

const places = ['/usr/lib/systemd', '/lib/systemd', '/usr/lib64/systemd'];
/** Debian's directories for one architecture: x86_64-linux-gnu, arm-linux-gnueabihf. */
const triple = /^[a-z\d_]+-linux-(?:gnu|musl)[a-z\d]*$/;

/**
 * Which systemd is installed (`252`), told by the names of its files alone: nothing is run or read.
 * Undefined when there is none, several are, or a directory that may hold one cannot be listed.
 */
export function findSystemd(disk: Pick<Disk, 'list'>): string | undefined {
  const names = quietly(() =>
    [...places, ...ofArchitectures(disk)].flatMap((place) => disk.list(place)),
  );
  return names && systemdVersion(names);
}

function ofArchitectures(disk: Pick<Disk, 'list'>): readonly string[] {
  const names = disk.list('/usr/lib').filter((name) => triple.test(name));
  return names.map((name) => `/usr/lib/${name}/systemd`);
}
