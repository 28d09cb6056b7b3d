import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { leaks, searchTree } from './canary.ts';
import { openChange, standing } from './judge.ts';
import { mutant } from './mutant.ts';
import { commandOf, pineEnv, program, type Ran, start } from './program.ts';
import { must, sandbox } from './sandbox.ts';

const patience = 120_000;
const readers = 4;
const profiles = ['paper', 'rehearsal'] as const;

interface Counts {
  readonly reads: number;
  readonly whole: readonly number[];
  readonly empty: number;
  readonly torn: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** A second safe profile with a file of its own. */
function addRehearsal(root: string): void {
  const text = readFileSync(join(root, 'profiles/paper.yaml'), 'utf8');
  const own = text.replace(/^profile: paper$/m, 'profile: rehearsal');
  const path = join(root, 'profiles/rehearsal.yaml');
  writeFileSync(path, own.replaceAll('pine-trader.paper.env', 'pine-trader.rehearsal.env'), {
    mode: 0o644,
  });
}

/** Racers change to one profile and the other in turn, so many of them at a time. */
async function race(root: string, racers: number, atOnce: number, built = program) {
  const env = join(root, 'Deployment/env');
  const stop = join(scratch(), 'stop');
  const files = profiles.map((profile) => join(env, `pine-trader.${profile}.env`));
  const script = join(import.meta.dirname, 'reader.cjs');
  const reading = Array.from({ length: readers }, () =>
    start([process.execPath, script, join(env, 'pine-trader.env'), stop, ...files]),
  );
  const ran: Ran[] = [];
  let next = 0;
  const racer = async () => {
    while (next < racers) {
      const profile = profiles[next++ % 2] ?? '';
      ran.push(await start(commandOf(['use', profile, '--json', '--root', root], built)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, racer));
  writeFileSync(stop, '');
  const read = (await Promise.all(reading)).map(({ out }) => JSON.parse(out) as Counts);
  return { ran, read };
}

function sum(read: readonly Counts[], of: (counts: Counts) => number): number {
  return read.reduce((total, counts) => total + of(counts), 0);
}

const failed = ({ errors }: Counts) => Object.values(errors).reduce((a, b) => a + b, 0);

/** Done, done without its journal, somebody else's turn, or overtaken and saying so. */
function isFair({ code, out }: Ran): boolean {
  return [0, 7, 8].includes(code ?? -1) || (code === 3 && out.includes('"rule": "overtaken"'));
}

/** Exit codes with the rules that explain them, and how often. */
function histogram(ran: readonly Ran[]): string {
  const words = ran.map(({ code, out }) => {
    const report = JSON.parse(out);
    const rules = report.findings.flatMap(({ severity, rule }: Record<string, string>) =>
      severity === 'error' ? [rule] : [],
    );
    return [`exit ${code}`, ...rules, report.error?.rule ?? ''].join(' ').trim();
  });
  return [...new Set(words)]
    .map((word) => `${words.filter((each) => each === word).length} x ${word}`)
    .join(', ');
}

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
