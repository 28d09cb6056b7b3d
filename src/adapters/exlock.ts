import { closeSync, constants, openSync } from 'node:fs';
import { PineError } from '../errors.ts';
import type { Lock } from '../ports.ts';
import { errnoOf, fromErrno } from './errno.ts';

/** `O_EXLOCK` of macOS <fcntl.h>; Node has no name for it. */
const exclusive = 0x20;
const pauseMilliseconds = 20;

/** The lock of macOS: `open` itself takes it, or says that somebody holds it. */
export function exlockLock(): Lock {
  return {
    take: (path, _holder, waitSeconds) => {
      const fd = openWithin(path, waitSeconds);
      let open = true;
      return {
        release: () => {
          if (open) closeSync(fd);
          open = false;
        },
      };
    },
  };
}

function openWithin(path: string, waitSeconds: number): number {
  const how = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  for (let left = waitSeconds * 1000; ; left -= pauseMilliseconds) {
    try {
      return openSync(path, how | exclusive, 0o600);
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw fromErrno(error, path);
      if (left <= 0) throw busy(path);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    }
  }
}

function busy(path: string): PineError {
  return new PineError({
    kind: 'busy',
    rule: 'lock-held',
    message: 'another change is under way',
    remedy: `see who holds it: lsof ${path}`,
    where: path,
  });
}
