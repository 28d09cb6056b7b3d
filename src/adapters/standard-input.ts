import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { StandardInput } from '../ports.ts';
import { errnoOf, fromErrno } from './errno.ts';

/** Descriptor 0, read to its end. */
export function standardInput(): StandardInput {
  return { isTerminal: isatty(0), read: (limit) => readAll(limit) };
}

function readAll(limit: number): Uint8Array {
  const bytes = Buffer.alloc(limit);
  let length = 0;
  for (let more = 1; more > 0 && length < limit; length += more) {
    more = readSome(bytes.subarray(length));
  }
  return bytes.subarray(0, length);
}

/** A pipe that somebody made non-blocking is asked again until it has something. */
function readSome(into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, into);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'EOF' || errno === 'EBADF') return 0;
      if (errno !== 'EAGAIN') throw fromErrno(error, 'standard input');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
