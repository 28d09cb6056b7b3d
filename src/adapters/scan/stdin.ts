import { readSync } from 'node:fs';
import type { PieceReader } from '../../ports.ts';
import { errnoOf, fromErrno } from '../errno.ts';

const pauseMilliseconds = 10;

/** Reads a descriptor, stdin where none is named, to its end. Throws what cannot be read. */
export async function readStandardInput(reader: PieceReader, fd = 0): Promise<void> {
  const room = Buffer.allocUnsafeSlow(2 ** 18);
  reader.begin({ kind: 'stream', name: 'stdin' });
  try {
    for (let count = some(fd, room); count > 0; count = some(fd, room))
      reader.chunk(room.subarray(0, count));
  } finally {
    reader.end();
  }
}

/** A pipe that somebody made non-blocking is asked again until it has something. */
function some(fd: number, room: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, room, 0, room.length, null);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'EOF') return 0;
      if (errno !== 'EAGAIN') throw fromErrno(error, 'stdin');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    }
  }
}
