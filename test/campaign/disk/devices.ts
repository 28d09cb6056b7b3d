import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { scratch } from '../../scratch.ts';

export type FileSystem = 'ext4' | 'xfs';

/** Why no device of this kind can be had here; undefined when it can. */
export function noDevice(kind: FileSystem): string | undefined {
  if (process.getuid?.() !== 0) return 'skipped: needs root, for mounts';
  if (spawnSync(`mkfs.${kind}`, ['-V']).error !== undefined) {
    return `skipped: needs mkfs.${kind}${kind === 'xfs' ? ' (apt-get install xfsprogs)' : ''}`;
  }
  const image = join(scratch(), 'image');
  const at = join(scratch(), 'at');
  try {
    makeImage(image, kind);
    mount(image, at, kind);
    unmount(at);
    return undefined;
  } catch {
    return `skipped: needs loop devices and ${kind} in the kernel`;
  }
}

const mounted = new Set<string>();
const words = { stdio: 'pipe' } as const;

afterAll(() => {
  for (const at of [...mounted].reverse()) unmount(at);
});

/** An empty file system in a sparse file; xfs takes no less. */
export function makeImage(image: string, kind: FileSystem): void {
  writeFileSync(image, '');
  truncateSync(image, 320 * 1024 * 1024);
  execFileSync(`mkfs.${kind}`, ['-q', image], words);
}

/** Mounts an image, or the copy of one whose twin is mounted as well; nothing is written back by time alone. */
export function mount(image: string, at: string, kind: FileSystem, more = ''): void {
  mkdirSync(at, { recursive: true, mode: 0o755 });
  const options = kind === 'xfs' ? 'loop,nouuid' : 'loop,commit=300';
  execFileSync('mount', ['-t', kind, '-o', `${options}${more}`, image, at], words);
  mounted.add(at);
}

/** Waits a little where something still looks at it. */
export function unmount(at: string): void {
  for (let left = 20; left > 0; left--) {
    if (spawnSync('umount', [at]).status === 0) break;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  mounted.delete(at);
}

/** Where a root lies on devices of its own: its journal on the same one, or on another. */
export interface Devices {
  readonly room: string;
  readonly root: string;
  readonly kind: FileSystem;
  readonly journalElsewhere: boolean;
}

/** A copy of a root, durable on devices of its own. */
export function onDevices(base: string, kind: FileSystem, journalElsewhere: boolean): Devices {
  const room = scratch();
  const devices = { room, root: join(room, 'at/root'), kind, journalElsewhere };
  makeImage(join(room, 'env.img'), kind);
  mount(join(room, 'env.img'), join(room, 'at'), kind);
  execFileSync('cp', ['-a', base, devices.root], words);
  if (journalElsewhere) moveState(devices);
  execFileSync('sync', ['-f', devices.root], words);
  if (journalElsewhere) execFileSync('sync', ['-f', join(devices.root, state)], words);
  return devices;
}

const state = 'Deployment/state';

function moveState({ room, root, kind }: Devices): void {
  const place = join(root, state);
  const aside = join(room, 'aside');
  const { mode, uid, gid } = statSync(place);
  execFileSync('cp', ['-a', place, aside], words);
  for (const name of readdirSync(place)) rmSync(join(place, name), { recursive: true });
  makeImage(join(room, 'state.img'), kind);
  mount(join(room, 'state.img'), place, kind);
  rmSync(join(place, 'lost+found'), { recursive: true, force: true });
  execFileSync('cp', ['-a', `${aside}/.`, place], words);
  chmodSync(place, mode & 0o7777);
  chownSync(place, uid, gid);
}

/** The shell command that keeps what has reached the devices by now, under the number of the call. */
export function cutting({ room, journalElsewhere }: Devices): string {
  mkdirSync(join(room, 'cuts'), { recursive: true });
  const copy = (name: string) => `cp --sparse=auto ${room}/${name}.img ${room}/cuts/$CALL.${name}`;
  return [copy('env'), ...(journalElsewhere ? [copy('state')] : [])].join(' && ');
}

/** Takes the devices of the program away; only the cuts are left. */
export function letGo({ room, root, journalElsewhere }: Devices): void {
  if (journalElsewhere) unmount(join(root, state));
  unmount(join(room, 'at'));
  for (const name of ['env', 'state']) rmSync(join(room, `${name}.img`), { force: true });
}

/** Mounts what the devices held at a cut, as after a power cut, and runs this on the root in it. */
export async function afterPowerCut<T>(
  { room, kind, journalElsewhere }: Devices,
  number: number,
  look: (root: string) => Promise<T>,
): Promise<T> {
  const at = join(room, `again-${number}`);
  const root = join(at, 'root');
  mount(join(room, `cuts/${number}.env`), at, kind);
  if (journalElsewhere) mount(join(room, `cuts/${number}.state`), join(root, state), kind);
  try {
    return await look(root);
  } finally {
    if (journalElsewhere) unmount(join(root, state));
    unmount(at);
    for (const name of ['env', 'state'])
      rmSync(join(room, `cuts/${number}.${name}`), { force: true });
  }
}
