import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Disk, OpenFile } from '../../../src/ports.ts';
import { realDisk } from '../../commands/a-host.ts';

/** A disk that notes what is opened, and lets nobody change anything outside of these directories. */
export interface GuardedDisk {
  readonly disk: Disk;
  readonly opened: ReadonlySet<string>;
  readonly escapes: readonly string[];
}

/** Guards the real disk: a change elsewhere is noted and does not happen. */
export function guardedDisk(within: readonly string[]): GuardedDisk {
  const opened = new Set<string>();
  const escapes: string[] = [];
  const isInside = (path: string) => within.some((home) => `${path}/`.startsWith(`${home}/`));
  /** Where a change at this path really falls: the last name is never followed. */
  const must = (call: string, path: string) => {
    const parent = realOf(dirname(path));
    if (parent !== undefined && isInside(parent) && !path.split('/').includes('..')) return;
    escapes.push(`${call} ${path}`);
    throw new Error('a change outside of the root');
  };
  const file = (path: string, open: OpenFile): OpenFile => ({
    ...open,
    changeMode: (mode) => {
      must('changeMode', path);
      open.changeMode(mode);
    },
    changeOwner: (uid, gid) => {
      must('changeOwner', path);
      open.changeOwner(uid, gid);
    },
  });
  const disk: Disk = {
    ...realDisk,
    open: (path) => {
      opened.add(path);
      const open = realDisk.open(path);
      return open === undefined ? undefined : file(path, open);
    },
    symlink: (target, path) => {
      must('symlink', path);
      realDisk.symlink(target, path);
    },
    rename: (from, to) => {
      must('rename', from);
      must('rename', to);
      realDisk.rename(from, to);
    },
    writeNew: (path, bytes, birth) => {
      must('writeNew', path);
      realDisk.writeNew(path, bytes, birth);
    },
    append: (path, bytes, birth) => {
      must('append', path);
      realDisk.append(path, bytes, birth);
    },
    remove: (path) => {
      must('remove', path);
      realDisk.remove(path);
    },
    makeDirectory: (path, birth) => {
      must('makeDirectory', path);
      realDisk.makeDirectory(path, birth);
    },
  };
  return { disk, opened, escapes };
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
