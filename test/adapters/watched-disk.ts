import * as fs from 'node:fs';
import { diskOver, type FileSystem } from '../../src/adapters/disk.ts';

/** A file system that tells, in order, what is done to descriptors, with the mode at that moment. */
export function watched(change: Partial<FileSystem> = {}) {
  const calls: string[] = [];
  const told = (name: string, fd: number) => {
    const { mode, uid } = fs.fstatSync(fd);
    calls.push(`${name} ${(mode & 0o7777).toString(8)} ${uid}`);
  };
  const writeSync = ((fd: number, ...rest: [Uint8Array, number]) => {
    told('write', fd);
    return fs.writeSync(fd, ...rest);
  }) as typeof fs.writeSync;
  const fsyncSync = (fd: number) => {
    told('fsync', fd);
    fs.fsyncSync(fd);
  };
  return { calls, disk: diskOver({ ...fs, writeSync, fsyncSync, ...change }) };
}

/** A call that fails with this errno. */
export const failing = (code: string) => () => {
  throw Object.assign(new Error('no'), { code });
};
/** A write that takes three bytes at most. */
export const short = ((fd: number, buffer: Uint8Array, offset: number | null = 0) =>
  fs.writeSync(
    fd,
    buffer,
    offset,
    Math.min(3, buffer.length - (offset ?? 0)),
  )) as typeof fs.writeSync;
