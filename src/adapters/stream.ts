import { fstatSync, statSync, writeSync } from 'node:fs';
import { errnoOf } from './errno.ts';

const pauseMilliseconds = 5;

/** Writes all of it, waiting where a pipe is full; false when the reader is gone or the disk is full. */
export function writeAll(fd: number, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    }
  }
  return true;
}

/** True when the stream is a terminal that may be coloured: `NO_COLOR` and `TERM=dumb` say no. */
export async function mayColour(
  fd: number,
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if ((NO_COLOR ?? '') !== '' || TERM === 'dumb' || !isDevice(fd)) return false;
  // Loading it brings the network along, so pipes and files are spared it.
  const { isatty } = await import('node:tty');
  return isatty(fd);
}

function isDevice(fd: number): boolean {
  try {
    const facts = fstatSync(fd);
    return facts.isCharacterDevice() && facts.rdev !== statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}
