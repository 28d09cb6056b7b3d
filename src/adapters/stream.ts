import { closeSync, constants, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { errnoOf } from './errno.ts';

const pauseMilliseconds = 5;

/** Writes all of it, waiting where a pipe is full; false when the reader is gone or the disk is full. */
export function writeAll(fd: number, text: string): boolean {
  return writeUntil(fd, text, Number.POSITIVE_INFINITY);
}

/**
 * As `writeAll`, but false too when nothing is taken for so long: a terminal that was stopped (Ctrl-S), or
 * whose connection hangs, would keep us for ever.
 */
export function writeWithin(milliseconds: number, fd: number, text: string): boolean {
  const own = unblocked(fd);
  try {
    return writeUntil(own ?? fd, text, milliseconds);
  } finally {
    if (own !== undefined) closeSync(own);
  }
}

function writeUntil(fd: number, text: string, milliseconds: number): boolean {
  const bytes = Buffer.from(text);
  let waited = 0;
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done);
      waited = 0;
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN' || waited >= milliseconds) return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
      waited += pauseMilliseconds;
    }
  }
  return true;
}

/**
 * The same terminal or pipe, opened once more: what is set on our own descriptor holds for everybody who
 * shares it. Undefined where that cannot be; then a write waits as it always did.
 */
function unblocked(fd: number): number | undefined {
  try {
    const facts = fstatSync(fd);
    if (!facts.isCharacterDevice() && !facts.isFIFO()) return undefined;
    const how = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
    return openSync(`/proc/self/fd/${fd}`, how);
  } catch {
    return undefined;
  }
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
