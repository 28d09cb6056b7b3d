import { fromErrno } from '../../src/adapters/errno.ts';
import type { Disk, OpenFile } from '../../src/ports.ts';

/**
 * How the disk fails. once: this call, before it did anything. for-good: this call and every later
 * one. there-for-good: this change and every later change in the same directory. though-done: an
 * error is reported, but it happened. half: half of the bytes were written. killed: the process dies
 * before the call.
 */
export type How = (typeof hows)[number];

export const hows = [
  'once',
  'for-good',
  'there-for-good',
  'though-done',
  'half',
  'killed',
] as const;

/** One planned failure: the `at`-th call (1 is the first), in this way, with this errno. */
export interface Fault {
  readonly at: number;
  readonly how: How;
  readonly errno: 'EIO' | 'ENOSPC';
  /** Half a write, and then death instead of an error. */
  readonly thenKilled?: boolean;
}

/** One call of the disk, as the plan saw it. */
export interface Call {
  readonly name: string;
  readonly path: string;
}

/** Death: no `PineError`, so nothing may catch it, and every later call of the disk throws it again. */
export const killed = new Error('killed by the fault plan');

/** A disk under a fault plan. */
export interface PlannedDisk {
  readonly disk: Disk;
  /** Every call there was, in order. */
  readonly calls: readonly Call[];
  /** True when the planned failure happened. */
  hit(): boolean;
}

const changes = ['symlink', 'rename', 'writeNew', 'append', 'remove', 'makeDirectory'];
const halves = ['writeNew', 'append'];

/** True when this way of failing makes sense for the call: only a change can be reported wrongly. */
export function fits(how: How, { name }: Call): boolean {
  if (how === 'though-done') return changes.includes(name);
  if (how === 'half') return halves.includes(name);
  if (how === 'there-for-good') return changes.includes(name) || name === 'syncDirectory';
  return true;
}

/** Puts a fault plan before a disk; without a fault it only counts. */
export function underFaults(inner: Disk, fault?: Fault): PlannedDisk {
  const calls: Call[] = [];
  let hit = false;
  let broken: string | undefined;

  /** Runs one call, or what the plan makes of it; `half` is how this call stops in the middle. */
  function call<T>(name: string, path: string, body: () => T, half?: () => void): T {
    calls.push({ name, path });
    if (fault === undefined) return body();
    const due = calls.length === fault.at;
    if (due) hit = true;
    if (fault.how === 'killed' && calls.length >= fault.at) throw killed;
    if (fault.thenKilled && hit && !due) throw killed;
    if (due && fault.how === 'there-for-good') broken = placeOf(path);
    if (!due) {
      const still = fault.how === 'for-good' && hit;
      const there = broken !== undefined && isChange(name) && placeOf(path) === broken;
      return still || there ? raise(path) : body();
    }
    if (fault.how === 'though-done') body();
    if (fault.how === 'half') half?.();
    if (fault.thenKilled) throw killed;
    return raise(path);
  }

  function raise(path: string): never {
    throw fromErrno(Object.assign(new Error('planned'), { code: fault?.errno }), path);
  }

  const file = (path: string, open: OpenFile): OpenFile => ({
    facts: open.facts,
    read: (limit) => call('read', path, () => open.read(limit)),
    readAt: (offset, length) => call('readAt', path, () => open.readAt(offset, length)),
    changeMode: (mode) => call('changeMode', path, () => open.changeMode(mode)),
    changeOwner: (uid, gid) => call('changeOwner', path, () => open.changeOwner(uid, gid)),
    close: () => open.close(),
  });

  const disk: Disk = {
    look: (path) => call('look', path, () => inner.look(path)),
    lookThrough: (path) => call('lookThrough', path, () => inner.lookThrough(path)),
    readLink: (path) => call('readLink', path, () => inner.readLink(path)),
    realPath: (path) => call('realPath', path, () => inner.realPath(path)),
    open: (path) => {
      const open = call('open', path, () => inner.open(path));
      return open === undefined ? undefined : file(path, open);
    },
    list: (path) => call('list', path, () => inner.list(path)),
    symlink: (target, path) => call('symlink', path, () => inner.symlink(target, path)),
    rename: (from, to) => call('rename', to, () => inner.rename(from, to)),
    writeNew: (path, bytes, birth) =>
      call(
        'writeNew',
        path,
        () => inner.writeNew(path, bytes, birth),
        () => inner.writeNew(path, bytes.subarray(0, bytes.length / 2), birth),
      ),
    append: (path, bytes, birth) =>
      call(
        'append',
        path,
        () => inner.append(path, bytes, birth),
        () => inner.append(path, bytes.subarray(0, bytes.length / 2), birth),
      ),
    syncDirectory: (path) => call('syncDirectory', `${path}/`, () => inner.syncDirectory(path)),
    remove: (path) => call('remove', path, () => inner.remove(path)),
    makeDirectory: (path, birth) =>
      call('makeDirectory', path, () => inner.makeDirectory(path, birth)),
  };
  return { disk, calls, hit: () => hit };
}

/** True for calls that change the disk, and for the one that makes a change durable. */
export function isChange(name: string): boolean {
  return changes.includes(name) || name === 'syncDirectory';
}

/** The directory a path lies in: a disk may fail in one place and be well in another. */
function placeOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/**
 * True for the calls at which a long campaign kills or fails: every change, and of the looks one in
 * six, since a kill in between two changes is the same kill. PINE_EVERY_CALL takes them all.
 */
export function tried({ name }: Call, index: number): boolean {
  return process.env.PINE_EVERY_CALL !== undefined || isChange(name) || index % 6 === 0;
}
