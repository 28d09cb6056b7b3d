/** What stands at a path. */
export type FileKind = 'file' | 'link' | 'directory' | 'fifo' | 'socket' | 'device';

/** What `fstat` or `lstat` tells: sizes in bytes, mode without the type bits. */
export interface FileFacts {
  readonly kind: FileKind;
  /** The low twelve bits: permissions, setuid, setgid, sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly nlink: number;
  readonly size: number;
  readonly dev: number;
  readonly ino: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** True when both are the same file on the same device. */
export function sameFile(a: FileFacts, b: FileFacts): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}
