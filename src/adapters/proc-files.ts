import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { escapedText } from '../domain/utf8-text.ts';
import { errnoOf } from './errno.ts';

const room = Buffer.allocUnsafe(65_536);

/** A file of `/proc` as text; throws what the system throws. */
export function textOf(path: string): string {
  return readFileSync(path, 'utf8');
}

/**
 * What stands between the NULs of a file, each of which ends an entry, as `escapedText`. Byte for byte
 * only where that makes a difference: text is read in half the time. Throws what the system throws.
 */
export function entriesOf(path: string): readonly string[] {
  const text = textOf(path);
  if (text.includes('\ufffd')) return partsOf(bytesOf(path)).map(escapedText);
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

/** No call tells the size of such a file. */
function bytesOf(path: string): Uint8Array {
  const fd = openSync(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (;;) {
      const count = readSync(fd, room);
      if (count === 0) return Buffer.concat(parts);
      parts.push(Buffer.from(room.subarray(0, count)));
    }
  } finally {
    closeSync(fd);
  }
}

function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const nul = bytes.indexOf(0, from);
    const to = nul < 0 ? bytes.length : nul;
    parts.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return parts;
}

/** What a look at a process comes to; undefined when the process has ended. */
export function unlessGone<T>(look: () => T): T | undefined {
  return unless(['ENOENT', 'ESRCH'], look);
}

/** As `unlessGone`, and undefined also when we may not look. */
export function ifReadable<T>(look: () => T): T | undefined {
  return unless(['ENOENT', 'ESRCH', 'EACCES', 'EPERM'], look);
}

function unless<T>(errnos: readonly string[], look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (errnos.includes(errnoOf(error))) return undefined;
    throw error;
  }
}
