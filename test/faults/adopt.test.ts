import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { leaks, searchTree } from './canary.ts';
import { mutant } from './mutant.ts';
import { commandOf, program, start } from './program.ts';
import { sandbox } from './sandbox.ts';
import { consenting, noTerminals, play } from './terminal.ts';

const readers = 50;
const patience = 120_000;

/** A demo root where a plain file with the keys of this profile stands in the link's place. */
async function plainRoot(profile: string): Promise<string> {
  const root = await sandbox();
  const env = join(root, 'Deployment/env');
  renameSync(join(env, `pine-trader.${profile}.env`), join(env, 'pine-trader.env'));
  return root;
}

interface Counts {
  readonly reads: number;
  readonly least: number;
  readonly empty: number;
  readonly torn: number;
  readonly failed: number;
}

/** What 50 threads that do nothing but read saw while this went on. */
async function underReaders(root: string, change: () => Promise<void>): Promise<Counts> {
  const [ready, stop] = ['ready', 'stop'].map((name) => join(scratch(), name)) as [string, string];
  const script = join(import.meta.dirname, 'many-readers.cjs');
  const link = join(root, 'Deployment/env/pine-trader.env');
  const words = [process.execPath, script, `${readers}`, link, ready, stop];
  const reading = start(words);
  while (!existsSync(ready)) await setTimeout(20);
  await change().finally(() => writeFileSync(stop, ''));
  const all = JSON.parse((await reading).out) as [number, number, number, number][];
  const sum = (at: 0 | 1 | 2 | 3) => all.reduce((total, counts) => total + counts[at], 0);
  const least = Math.min(...all.map(([reads]) => reads));
  return { reads: sum(0), least, empty: sum(1), torn: sum(2), failed: sum(3) };
}

async function adoptAndBack(root: string, rounds: number, built = program): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const line of [['adopt'], ['adopt', '--undo']]) {
      const ran = await start(commandOf([...line, '--root', root], built));
      if (ran.code !== 0) throw new Error(`${line.join(' ')}: exit ${ran.code}: ${ran.err}`);
    }
  }
}

const quiet = { empty: 0, torn: 0, failed: 0 };

describe(`a plain file under ${readers} readers`, () => {
  test(
    'becomes a link and a plain file again: no empty, torn or failed read',
    async () => {
      const root = await plainRoot('paper');
      const seen = await underReaders(root, () => adoptAndBack(root, 3));
      console.log(`6 changes of shape: ${JSON.stringify(seen)}`);
      expect(seen).toMatchObject(quiet);
      expect(seen.least).toBeGreaterThan(0);
      expect(seen.reads).toBeGreaterThan(1000);
      searchTree(root);
    },
    patience,
  );

  test.skipIf(noTerminals)(
    `of a live profile, with the line typed at a terminal ${noTerminals ?? ''}`,
    async () => {
      const root = await plainRoot('live');
      const seen = await underReaders(root, async () => {
        const played = await play(['adopt', '--root', root], consenting);
        expect(played).toMatchObject({ exit: 0, sane: true, error: null });
        expect(played.shown).toMatch(/LIVE: REAL MONEY/);
        expect(played.shown).toMatch(/DATABENTO_API_KEY [0-9a-f]{8}/);
      });
      console.log(`adopted as live: ${JSON.stringify(seen)}`);
      expect(seen).toMatchObject(quiet);
      expect(existsSync(join(root, 'Deployment/state/consent'))).toBe(true);
    },
    patience,
  );

  test(
    'goes red for a program that removes the file before it makes the link',
    async () => {
      const built = mutant([
        'adapters/disk.ts',
        'atTheDoor(to, () => fs.renameSync(from, to))',
        `atTheDoor(to, () => {
          if (to.endsWith('/pine-trader.env')) fs.unlinkSync(to);
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
          fs.renameSync(from, to);
        })`,
      ]);
      const root = await plainRoot('paper');
      const seen = await underReaders(root, () => adoptAndBack(root, 1, built));
      expect(seen.failed).toBeGreaterThan(0);
    },
    patience,
  );

  test('no secret stood in a report, a journal or a file that is no env file', () => {
    expect(leaks().found).toEqual([]);
  });
});
