import type * as NodeFs from 'node:fs';
import type { Stats } from 'node:fs';
import type { FileFacts, FileKind } from '../domain/file-facts.ts';
import { fail } from '../errors.ts';
import type { Birth, Disk, OpenFile } from '../ports.ts';
import { atTheDoor, unlessAbsent } from './errno.ts';

/** What the disk needs of `node:fs`; memfs can stand in for read-only trees. */
export type FileSystem = Pick<
  typeof NodeFs,
  | 'openSync'
  | 'closeSync'
  | 'fstatSync'
  | 'lstatSync'
  | 'statSync'
  | 'readlinkSync'
  | 'realpathSync'
  | 'readSync'
  | 'readdirSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'symlinkSync'
  | 'renameSync'
  | 'unlinkSync'
  | 'mkdirSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'constants'
>;

/** The disk over a file system; every errno leaves as a `PineError`. */
export function diskOver(fs: FileSystem): Disk {
  const flags = fs.constants;

  function descriptor(path: string, how: number, mode?: number): number {
    return atTheDoor(path, () => fs.openSync(path, how | flags.O_NOFOLLOW, mode));
  }

  function giveBirth(fd: number, birth: Birth): void {
    if (birth.uid !== undefined && birth.gid !== undefined) {
      const now = fs.fstatSync(fd);
      if (now.uid !== birth.uid || now.gid !== birth.gid) fs.fchownSync(fd, birth.uid, birth.gid);
    }
    fs.fchmodSync(fd, birth.mode);
  }

  function writeAll(fd: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(fd, bytes, done);
  }

  /** One write: a short one is a failure, since the rest would tear the record. */
  function writeOnce(fd: number, bytes: Uint8Array, path: string): void {
    if (fs.writeSync(fd, bytes) !== bytes.length) {
      fail({
        kind: 'unsafe-file',
        rule: 'short-write',
        message: `${path}: only a part could be written`,
        remedy: `look at the space: df -h ${path}`,
        where: path,
      });
    }
  }

  function closing<T>(path: string, fd: number, body: () => T): T {
    try {
      return atTheDoor(path, body);
    } finally {
      atTheDoor(path, () => fs.closeSync(fd));
    }
  }

  function read(fd: number, offset: number, length: number): Uint8Array {
    const buffer = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const got = fs.readSync(fd, buffer, done, length - done, offset + done);
      if (got === 0) break;
      done += got;
    }
    return buffer.subarray(0, done);
  }

  function opened(path: string, fd: number): OpenFile {
    const facts = factsOf(fs.fstatSync(fd));
    return {
      facts,
      read: (limit) => atTheDoor(path, () => read(fd, 0, Math.min(limit, facts.size + 1))),
      readAt: (offset, length) => atTheDoor(path, () => read(fd, offset, length)),
      changeMode: (mode) => atTheDoor(path, () => fs.fchmodSync(fd, mode)),
      changeOwner: (uid, gid) => atTheDoor(path, () => fs.fchownSync(fd, uid, gid)),
      // Nothing was written through it, so a failing close loses nothing.
      close: () => quietly(() => fs.closeSync(fd)),
    };
  }

  return {
    look: (path) => unlessAbsent(path, () => factsOf(fs.lstatSync(path))),
    lookThrough: (path) => unlessAbsent(path, () => factsOf(fs.statSync(path))),
    readLink: (path) => atTheDoor(path, () => fs.readlinkSync(path, 'utf8')),
    realPath: (path) => unlessAbsent(path, () => fs.realpathSync(path, 'utf8')),
    open: (path) =>
      unlessAbsent(path, () => {
        const how = flags.O_RDONLY | flags.O_NOFOLLOW | flags.O_NONBLOCK;
        return opened(path, fs.openSync(path, how));
      }),
    list: (path) => unlessAbsent(path, () => fs.readdirSync(path).sort()) ?? [],
    symlink: (target, path) => atTheDoor(path, () => fs.symlinkSync(target, path)),
    rename: (from, to) => atTheDoor(to, () => fs.renameSync(from, to)),
    writeNew: (path, bytes, birth) => {
      const how = flags.O_WRONLY | flags.O_CREAT | flags.O_EXCL;
      const fd = descriptor(path, how, birth.mode & 0o600);
      closing(path, fd, () => {
        giveBirth(fd, birth);
        writeAll(fd, bytes);
        fs.fsyncSync(fd);
      });
    },
    append: (path, bytes, birth) => {
      const how = flags.O_WRONLY | flags.O_APPEND | flags.O_CREAT | flags.O_NONBLOCK;
      const fd = descriptor(path, how, birth.mode);
      closing(path, fd, () => {
        const facts = fs.fstatSync(fd);
        if (!facts.isFile() || facts.nlink !== 1) manyNames(path);
        if (facts.size === 0) giveBirth(fd, birth);
        writeOnce(fd, bytes, path);
        fs.fsyncSync(fd);
      });
    },
    syncDirectory: (path) => {
      const fd = descriptor(path, flags.O_RDONLY | flags.O_DIRECTORY);
      closing(path, fd, () => fs.fsyncSync(fd));
    },
    remove: (path) => atTheDoor(path, () => fs.unlinkSync(path)),
    makeDirectory: (path, birth) => {
      atTheDoor(path, () => fs.mkdirSync(path, { mode: birth.mode }));
      const fd = descriptor(path, flags.O_RDONLY | flags.O_DIRECTORY);
      closing(path, fd, () => giveBirth(fd, birth));
    },
  };
}

/** What has another name, too, may be any file of the system. */
function manyNames(path: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'has-other-names',
    message: `${path}: is not a regular file with one name (hard link), so nothing is written to it`,
    remedy: `look at it: ls -li ${path}`,
    where: path,
  });
}

function factsOf(stats: Stats): FileFacts {
  return {
    kind: kindOf(stats),
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    nlink: stats.nlink,
    size: stats.size,
    dev: stats.dev,
    ino: stats.ino,
    changedAt: Math.trunc(stats.ctimeMs),
  };
}

function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'directory';
  if (stats.isFIFO()) return 'fifo';
  return stats.isSocket() ? 'socket' : 'device';
}

function quietly(call: () => void): void {
  try {
    call();
  } catch {
    // The caller has what it came for.
  }
}
