/* What may stand in place of a file: each is put there, and proves that it is there, with no code of the program. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { hundredMegabytes, spares } from './spare-files.ts';

/** What stands in a place in a sound root. */
export type PlaceKind = 'file' | 'directory' | 'link';

/** Something that has no business in a place. */
export interface Hostile {
  readonly name: string;
  /** True when nobody can have the sound contents from it any more. */
  readonly spoils: boolean;
  readonly fits: readonly PlaceKind[];
  /** Puts it there; `room` is a directory beside the root. */
  put(path: string, room: string): void;
  /** The file is what was ordered, by the system's own word. */
  isThere(path: string, room: string): boolean;
  /** Words before the command, without which it is not there. */
  before?(path: string, room: string): readonly string[];
  /** Makes it removable again. */
  undo?(path: string): void;
  /** Whoever may read everything does not feel it. */
  readonly asOrdinary?: true;
}

const run = (...[file = '', ...args]: readonly string[]) =>
  void execFileSync(file, args, { stdio: 'pipe' });
const remove = (path: string) => rmSync(path, { recursive: true, force: true });
const instead = (make: (path: string, room: string) => void) => (path: string, room: string) => {
  remove(path);
  make(path, room);
};
/** A link becomes a plain file with what stands behind it. */
const plain = (path: string): Buffer => {
  const bytes = readFileSync(path);
  if (lstatSync(path).isSymbolicLink()) {
    rmSync(path);
    writeFileSync(path, bytes, { mode: 0o600 });
  }
  return bytes;
};
const edited = (edit: (bytes: Buffer) => Buffer) => (path: string) =>
  writeFileSync(path, edit(plain(path)));
const has = (text: string) => (path: string) => readFileSync(path, 'latin1').includes(text);
const everywhere = ['file', 'directory', 'link'] as const;
const files = ['file', 'link'] as const;
const aclOf = (path: string) => spawnSync('/usr/bin/getfacl', ['-cn', path]).stdout?.toString();
const lsattr = (path: string) => spawnSync('lsattr', ['-d', path]).stdout?.toString() ?? '';
const spoils = true;
/** Everything that is tried, where this machine and file system have it. */
export const hostiles: readonly Hostile[] = [
  {
    ...{ name: 'nothing', spoils, fits: everywhere, put: remove },
    isThere: (path) => lstatSync(path, { throwIfNoEntry: false }) === undefined,
  },
  {
    ...{ name: 'an empty file', spoils, fits: everywhere },
    put: instead((path) => writeFileSync(path, '', { mode: 0o600 })),
    isThere: (path) => lstatSync(path).isFile() && lstatSync(path).size === 0,
  },
  {
    ...{ name: 'a FIFO', spoils, fits: everywhere },
    put: instead((path) => run('mkfifo', '-m', '600', path)),
    isThere: (path) => lstatSync(path).isFIFO(),
  },
  ...[['/dev/zero', '5'] as const, ['/dev/full', '7'] as const].map(
    ([name, minor]): Hostile => ({
      ...{ name: `the device ${name}`, spoils, fits: everywhere },
      put: instead((path) => run('mknod', '-m', '600', path, 'c', '1', minor)),
      isThere: (path) => lstatSync(path).isCharacterDevice(),
    }),
  ),
  {
    ...{ name: 'a directory', spoils, fits: files },
    put: instead((path) => mkdirSync(path, { mode: 0o700 })),
    isThere: (path) => lstatSync(path).isDirectory(),
  },
  {
    ...{ name: 'a dangling link', spoils, fits: everywhere },
    put: instead((path) => symlinkSync('nowhere/at-all', path)),
    isThere: (path) => lstatSync(path).isSymbolicLink() && !existsSync(path),
  },
  {
    ...{ name: 'a link to itself', spoils, fits: everywhere },
    put: instead((path) => symlinkSync(path, path)),
    isThere: (path) => lstatSync(path).isSymbolicLink() && !existsSync(path),
  },
  {
    ...{ name: 'a link to the same outside', spoils, fits: everywhere },
    put: (path, room) => {
      plainUnlessDirectory(path);
      renameSync(path, join(room, 'moved'));
      symlinkSync(join(room, 'moved'), path);
    },
    isThere: (path) => lstatSync(path).isSymbolicLink() && existsSync(path),
  },
  {
    ...{ name: 'a second name (hard link)', spoils: false, fits: files },
    put: (path, room) => run('ln', '-P', path, join(room, 'second')),
    isThere: (path) => lstatSync(path).nlink === 2,
  },
  {
    ...{ name: 'a grant to a stranger (ACL)', spoils: false, fits: ['file', 'directory'] },
    put: (path) => run('setfacl', '-m', 'u:54321:rwx', path),
    isThere: (path) => aclOf(path)?.includes('user:54321:rwx') ?? false,
  },
  {
    ...{ name: 'the immutable flag', spoils: false, fits: ['file', 'directory'] },
    put: (path) => run('chattr', '+i', path),
    isThere: (path) => /^\S*i/.test(lsattr(path)),
    undo: (path) => run('chattr', '-i', path),
  },
  {
    ...{ name: 'a mount over it', spoils: false, fits: ['file', 'directory'] },
    put: (path, room) => cpSync(path, join(room, 'copy'), { recursive: true }),
    isThere: (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    before: (path, room) => {
      const mount = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
      return ['unshare', '--mount', 'sh', '-c', mount, 'sh', join(room, 'copy'), path];
    },
  },
  {
    ...{ name: 'a hole of 1 TiB behind it', spoils, fits: files },
    put: (path) => {
      plain(path);
      truncateSync(path, 2 ** 40);
    },
    isThere: (path) => lstatSync(path).size === 2 ** 40,
  },
  ...[['100 MB in one line', 'x'] as const, ['100 MB of short lines', 'A=b\n'] as const].map(
    ([name, filling]): Hostile => ({
      ...{ name, spoils, fits: files },
      put: instead((path) => renameSync(spares.take(filling), path)),
      isThere: (path) => lstatSync(path).size === hundredMegabytes,
      undo: (path) => spares.giveBack(filling, path),
    }),
  ),
  {
    ...{ name: 'a NUL in its middle', spoils, fits: files },
    put: edited((bytes) => {
      const middle = Math.floor(bytes.length / 2);
      return Buffer.concat([bytes.subarray(0, middle), Buffer.of(0), bytes.subarray(middle)]);
    }),
    isThere: has('\0'),
  },
  {
    ...{ name: 'CR LF', spoils: false, fits: files },
    put: edited((bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
    ),
    isThere: has('\r\n'),
  },
  {
    ...{ name: 'a byte order mark', spoils: false, fits: files },
    put: edited((bytes) => Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytes])),
    isThere: has('\xef\xbb\xbf'),
  },
  {
    ...{ name: 'no leave to read', spoils, fits: ['file', 'directory'], asOrdinary: true },
    put: (path) => chmodSync(path, 0o000),
    isThere: (path) => (lstatSync(path).mode & 0o777) === 0,
    undo: (path) => chmodSync(path, 0o700),
  },
  {
    ...{ name: 'leave to write for all', spoils: false, fits: ['file', 'directory'] },
    put: (path) => chmodSync(path, lstatSync(path).isDirectory() ? 0o777 : 0o666),
    isThere: (path) => (lstatSync(path).mode & 0o022) === 0o022,
  },
];

/** Those that can be made here; what cannot is said aloud. */
export function possible(room: string): readonly Hostile[] {
  return hostiles.filter((hostile) => {
    const path = join(room, 'tried');
    try {
      if (hostile.fits[0] !== undefined) writeFileSync(path, 'A=b\nC=d\n', { mode: 0o600 });
      hostile.put(path, room);
      if (hostile.isThere(path, room)) return true;
      throw new Error('it is not there afterwards');
    } catch (error) {
      console.warn(`skipped: ${hostile.name} cannot be made here: ${(error as Error).message}`);
      return false;
    } finally {
      spawnSync('chattr', ['-i', path], { stdio: 'ignore' });
      for (const name of ['tried', 'moved', 'second', 'copy']) remove(join(room, name));
    }
  });
}

function plainUnlessDirectory(path: string): void {
  if (!lstatSync(path).isDirectory()) plain(path);
}
