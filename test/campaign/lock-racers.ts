import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from '../adapters/bundled.ts';
import { buildHolder, holding, kill } from '../adapters/holder.ts';
import { start } from '../faults/program.ts';
import { scratch } from '../scratch.ts';

/**
 * Takes the lock at argv[2] so many times without waiting, from the moment that argv[3] is there; counts
 * how often it got it, and how often another one was inside then. argv[5]: the program that locks.
 */
const racer = `
  import { closeSync, existsSync, openSync, unlinkSync } from 'node:fs';
  import { flockLock } from './flock.ts';
  const [, , path, go, rounds, program] = process.argv;
  const lock = program === undefined ? flockLock() : flockLock([program]);
  const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const told = { held: 0, overlaps: 0 };
  const inside = path + '.inside';
  while (!existsSync(go)) sleep(20);
  for (let round = 0; round < Number(rounds); round++) {
    let held;
    try { held = lock.take(path, 'racer', 0); } catch { sleep(5); continue; }
    told.held += 1;
    try { closeSync(openSync(inside, 'wx')); sleep(5); unlinkSync(inside); } catch { told.overlaps += 1; }
    held.release();
  }
  process.stdout.write(JSON.stringify(told));
`;

/** What many racers for one lock came to. */
export interface LockRace {
  readonly racers: number;
  readonly held: number;
  readonly overlaps: number;
  readonly seconds: number;
}

/** So many processes want one lock at the same moment, a few times each. */
export async function raceForLock(racers: number, rounds: number, locker?: string) {
  const room = scratch();
  const script = bundled(room, 'racer', racer);
  const [path, go] = [join(room, 'lock'), join(room, 'go')];
  const words = [process.execPath, script, path, go, `${rounds}`];
  const all = Array.from({ length: racers }, () =>
    start(locker === undefined ? words : [...words, locker]),
  );
  await new Promise((done) => setTimeout(done, 3000));
  const from = performance.now();
  writeFileSync(go, '');
  const told = (await Promise.all(all)).map(({ out }) => JSON.parse(out));
  const sum = (of: 'held' | 'overlaps') => told.reduce((total, each) => total + each[of], 0);
  const seconds = (performance.now() - from) / 1000;
  return { racers, held: sum('held'), overlaps: sum('overlaps'), seconds } satisfies LockRace;
}

/** Milliseconds from the end of a killed holder until the next one has the lock, each time. */
export async function freedByKill(times: number): Promise<readonly number[]> {
  const room = scratch();
  const holder = buildHolder(room);
  const all: number[] = [];
  for (let time = 0; time < times; time++) {
    const path = join(room, `lock ${time}`);
    await kill(await holding(holder, path, 'to be killed'));
    const from = performance.now();
    // As the others take it: at once or not at all.
    const next = await start(['/usr/bin/flock', '-n', '-x', path, 'true']);
    all.push(next.code === 0 ? performance.now() - from : Number.POSITIVE_INFINITY);
  }
  return all;
}
