import { describe, expect, test } from 'vitest';
import { leaks, searchTree } from './canary.ts';
import { openChange, standing } from './judge.ts';
import { mutant } from './mutant.ts';
import { pineEnv, type Ran } from './program.ts';
import {
  addRehearsal,
  type Counts,
  failed,
  histogram,
  isFair,
  profiles,
  race,
  sum,
} from './racing.ts';
import { must, sandbox } from './sandbox.ts';

const patience = 120_000;
function told(atOnce: number, ran: readonly Ran[], read: readonly Counts[], moves: number): void {
  const perFile = profiles.map((_, at) => sum(read, ({ whole }) => whole[at] ?? 0)).join(' + ');
  const reads = sum(read, (counts) => counts.reads);
  const [empty, torn] = [sum(read, (counts) => counts.empty), sum(read, (counts) => counts.torn)];
  console.log(
    [
      `${ran.length} changes, ${atOnce} at a time, ${moves} journalled moves: ${histogram(ran)}`,
      `${reads} reads (${perFile}), ${empty} empty, ${torn} torn, ${sum(read, failed)} failed`,
    ].join('\n'),
  );
}

describe('many switchers at once', () => {
  test.each([
    [50, 50],
    [24, 6],
  ])(
    '%i racing changes, %i at a time, against 4 readers: no empty, torn or failed read',
    async (racers, atOnce) => {
      const root = await sandbox(addRehearsal);
      await must(['use', 'paper', '--root', root]);
      const { ran, read } = await race(root, racers, atOnce);
      const now = standing(root);
      told(atOnce, ran, read, now.journal.filter(({ kind }) => kind === 'done').length - 1);
      expect(sum(read, (counts) => counts.reads)).toBeGreaterThan(1000);
      for (const at of profiles.keys()) {
        expect(sum(read, ({ whole }) => whole[at] ?? 0)).toBeGreaterThan(0);
      }
      expect(sum(read, (counts) => counts.empty + counts.torn + failed(counts))).toBe(0);
      expect(ran.filter((each) => !isFair(each))).toEqual([]);
      expect(now).toMatchObject({ chain: [], temporary: [], consent: 'none' });
      await must(['use', 'paper', '--root', root]);
      expect(openChange(standing(root))).toBeUndefined();
      expect((await pineEnv(['history', '--verify', '--root', root])).code).toBe(0);
      searchTree(root);
    },
    patience,
  );

  test(
    'goes red for a program that removes the link before it makes the new one',
    async () => {
      const built = mutant([
        'adapters/disk.ts',
        'atTheDoor(to, () => fs.renameSync(from, to))',
        `atTheDoor(to, () => {
          fs.unlinkSync(to);
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
          fs.renameSync(from, to);
        })`,
      ]);
      const root = await sandbox(addRehearsal);
      await must(['use', 'paper', '--root', root]);
      const { read } = await race(root, 12, 3, built);
      expect(sum(read, failed)).toBeGreaterThan(0);
    },
    patience,
  );

  test('no secret stood in a report, a journal or a file that is no env file', () => {
    const { found, searched } = leaks();
    console.log(`no secret in ${searched}`);
    expect(found).toEqual([]);
  });
});
