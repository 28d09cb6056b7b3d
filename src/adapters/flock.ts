import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { fail, PineError } from '../errors.ts';
import type { Lock } from '../ports.ts';
import { atTheDoor } from './errno.ts';

/** Where flock(1) lives; never looked up through PATH, which a caller may set. */
const homes = ['/usr/bin/flock', '/bin/flock', '/usr/local/bin/flock'];
const heldByAnother = 75;

/** The lock of Linux: flock(1) locks *our* open file description, which stays ours when it exits. */
export function flockLock(programs: readonly string[] = homes): Lock {
  return {
    take: (path, holder, waitSeconds) => {
      const fd = openLockFile(path);
      try {
        lockDescriptor(fd, path, waitSeconds, programs);
      } catch (error) {
        closeSync(fd);
        throw error;
      }
      writeHolder(fd, holder);
      return { release: releaser(fd) };
    },
  };
}

function openLockFile(path: string): number {
  const how = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  return atTheDoor(path, () => {
    const fd = openSync(path, how, 0o600);
    const facts = fstatSync(fd);
    // The holder's name is written into it: by another name it may be any file of the system.
    if (facts.isFile() && facts.nlink === 1) return fd;
    closeSync(fd);
    return fail({
      kind: 'unsafe-file',
      rule: 'lock-not-regular',
      message: `${path}: the lock is not a regular file with one name`,
      remedy: `look at it: ls -l ${path}`,
      where: path,
    });
  });
}

function lockDescriptor(
  fd: number,
  path: string,
  waitSeconds: number,
  programs: readonly string[],
): void {
  const how = waitSeconds > 0 ? ['-w', String(waitSeconds)] : ['-n'];
  for (const program of programs) {
    const ran = spawnSync(program, [...how, '-x', '-E', String(heldByAnother), '3'], {
      stdio: ['ignore', 'ignore', 'ignore', fd],
      env: {},
      timeout: (waitSeconds + 4) * 1000,
    });
    if (ran.status === 0) return;
    if (ran.status === heldByAnother) throw busy(path, holderIn(fd));
  }
  fail({
    kind: 'provider',
    rule: 'no-flock',
    message: 'flock(1) is not there or does not run, so the lock cannot be taken',
    remedy: 'install it: apt-get install util-linux',
    where: path,
  });
}

function busy(path: string, holder: string): PineError {
  return new PineError({
    kind: 'busy',
    rule: 'lock-held',
    message: `another change is under way: ${holder}`,
    remedy: 'wait until it ends, then type the command again',
    where: path,
  });
}

/** The holder's own words; only for the message, so control characters are dropped. */
function holderIn(fd: number): string {
  const buffer = Buffer.alloc(256);
  const length = readSync(fd, buffer, 0, buffer.length, 0);
  const text = buffer.toString('utf8', 0, length).replace(/[^\x20-\x7e]/g, '');
  return text === '' ? 'its holder left no name' : text;
}

function writeHolder(fd: number, holder: string): void {
  try {
    ftruncateSync(fd, 0);
    writeSync(fd, Buffer.from(holder.slice(0, 200)), 0, undefined, 0);
  } catch {
    // The name serves the message only: the lock is held either way.
  }
}

function releaser(fd: number): () => void {
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    try {
      closeSync(fd);
    } catch {
      // The descriptor is gone either way, and the lock with it.
    }
  };
}
