/* A server whose env directory belongs to the service account, what lies outside of it, and what is run there. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { madeUp } from '../commands/a-root.ts';
import { guard, guardValue } from '../faults/canary.ts';
import { must } from '../faults/sandbox.ts';
import { consenting } from '../faults/terminal.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import { aSource } from './hostile-stage.ts';
import type { Around } from './measured.ts';
import { outsideOf, service } from './swaps.ts';

const key = 'DATABENTO_API_KEY';
export const newFeed = madeUp('databento', 'for a swapped root');

/** A command that is raced, and the root it starts from. */
export interface Raced {
  readonly name: string;
  readonly base: 'unlinked' | 'paper' | 'plain';
  readonly words: readonly string[];
  readonly around: Around;
  /** Of the moments, one in so many. */
  readonly every: number;
}

export const raced: readonly Raced[] = [
  { name: 'use paper', base: 'unlinked', words: ['use', 'paper'], around: {}, every: 1 },
  {
    name: 'use live',
    base: 'paper',
    words: ['use', 'live'],
    around: { typed: consenting },
    every: 2,
  },
  { name: 'use live, no terminal', base: 'paper', words: ['use', 'live'], around: {}, every: 6 },
  {
    ...{ name: 'rotate', base: 'paper', words: ['rotate', key, '--profile', 'paper'], every: 5 },
    around: { input: `${newFeed}\n` },
  },
  { name: 'pull', base: 'paper', words: ['pull', 'paper'], around: {}, every: 3 },
  { name: 'adopt', base: 'plain', words: ['adopt'], around: {}, every: 3 },
];

/** A room with `root` and `outside`, for each base. */
export type Rooms = Readonly<Record<Raced['base'], string>>;

const envs = (root: string) => join(root, 'Deployment/env');

/** Makes the three rooms that runs start from. */
export async function makeRooms(): Promise<Rooms> {
  guardValue(newFeed);
  const unlinked = await aRoom();
  const paper = copyOfRoom(unlinked);
  await must(['use', 'paper', '--root', join(paper, 'root')]);
  const plain = copyOfRoom(unlinked);
  const env = envs(join(plain, 'root'));
  renameSync(join(env, 'pine-trader.paper.env'), join(env, 'pine-trader.env'));
  return { unlinked, paper, plain };
}

async function aRoom(): Promise<string> {
  const room = sharedScratch() ?? scratch();
  const root = join(room, 'root');
  await must(['init', '--demo', '--owner', `${service.uid}:${service.gid}`, '--root', root]);
  guard(root);
  aSource(root, ['paper'], newFeed);
  const outside = outsideOf(room);
  for (const name of ['env', 'state']) mkdirSync(join(outside, name), { recursive: true });
  cpSync(envs(root), join(outside, 'env'), { recursive: true });
  const decoy = readFileSync(join(envs(root), 'pine-trader.paper.env'), 'utf8');
  writeFileSync(join(outside, 'env/pine-trader.paper.env'), `# somebody else's\n${decoy}`);
  writeFileSync(join(outside, 'env/pine-trader.env'), 'precious\n');
  writeFileSync(join(outside, 'state/consent'), 'precious\n');
  copyFileSync(join(root, 'Deployment/state/journal.jsonl'), join(outside, 'state/journal.jsonl'));
  execFileSync('chown', ['-R', `${service.uid}:${service.gid}`, join(outside, 'env')]);
  chownSync(envs(root), service.uid, service.gid);
  chmodSync(room, 0o755);
  return room;
}

/** The same room once more, modes, owners and times kept. */
export function copyOfRoom(room: string): string {
  const copy = join(sharedScratch() ?? scratch(), 'room');
  execFileSync('cp', ['-a', room, copy]);
  return copy;
}
