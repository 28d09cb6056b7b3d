import type { FileFacts } from '../domain/file-facts.ts';

/** A file held open: what was judged is what is read (promise 6). */
export interface OpenFile {
  /** From `fstat` on the descriptor, never from a second look at the path. */
  readonly facts: FileFacts;
  /** At most `limit` bytes from the start of the file. */
  read(limit: number): Uint8Array;
  /** At most `length` bytes from `offset`. */
  readAt(offset: number, length: number): Uint8Array;
  /** Sets the mode of the descriptor. */
  changeMode(mode: number): void;
  /** Sets owner and group of the descriptor. */
  changeOwner(uid: number, gid: number): void;
  close(): void;
}

/** How a new file is born: with this mode and owner before its first byte is written. */
export interface Birth {
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The disk, one call a fault. Every method is synchronous and throws a `PineError` whose
 * `errno` is the system's; a path that is not there is `undefined` where the type says so.
 */
export interface Disk {
  /** `lstat`: the thing itself, links not followed. */
  look(path: string): FileFacts | undefined;
  /** `stat`: what stands behind a link; undefined when nothing does. */
  lookThrough(path: string): FileFacts | undefined;
  readLink(path: string): string;
  /** The path with every link followed; undefined when nothing is there. */
  realPath(path: string): string | undefined;
  /** `O_RDONLY|O_NOFOLLOW|O_NONBLOCK`, then `fstat`; undefined when there is nothing. */
  open(path: string): OpenFile | undefined;
  list(directory: string): readonly string[];
  /** Makes a symlink; fails when the path exists. */
  symlink(target: string, path: string): void;
  rename(from: string, to: string): void;
  /** `O_CREAT|O_EXCL|O_NOFOLLOW`, owner and mode on the descriptor, all bytes, fsync. */
  writeNew(path: string, bytes: Uint8Array, birth: Birth): void;
  /** One write on an `O_APPEND|O_NOFOLLOW` descriptor, then fsync; the file is made when absent. */
  append(path: string, bytes: Uint8Array, birth: Birth): void;
  syncDirectory(path: string): void;
  remove(path: string): void;
  makeDirectory(path: string, birth: Birth): void;
}
