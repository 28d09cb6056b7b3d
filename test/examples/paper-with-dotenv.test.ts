import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';

const checkout = resolve(import.meta.dirname, '../..');
const built = join(checkout, 'dist/pine-env.cjs');
const python = process.env.PINE_PYTHON ?? '/usr/bin/python3';
const hasDotenv = spawnSync(python, ['-c', 'import dotenv']).status === 0;

const room = scratch();
const [root, bin] = [join(room, 'root'), join(room, 'bin')];
const link = join(root, 'Deployment/env/pine-trader.env');
let paperText = '';

beforeAll(() => {
  mkdirSync(bin);
  symlinkSync(built, join(bin, 'pine-env'));
  expect(pineEnv('init', '--demo').code).toBe(0);
  paperText = readFileSync(fileOf('paper'), 'utf8');
});

beforeEach(() => {
  rmSync(link, { force: true });
  writeFileSync(fileOf('paper'), paperText);
  chmodSync(fileOf('paper'), 0o600);
});

type Variables = Readonly<Record<string, string>>;

/** Runs a program with pine-env in PATH, away from any terminal. */
function run(words: readonly string[], more: Variables = {}) {
  const [program = '', ...rest] = words;
  const env = { PATH: `${bin}:${process.env.PATH}`, PINE_ENV_ROOT: root, HOME: bin, ...more };
  const ran = spawnSync(program, rest, { cwd: checkout, env, encoding: 'utf8' });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const pineEnv = (...words: readonly string[]) => run(['pine-env', ...words]);
const fileOf = (profile: string) => join(root, `Deployment/env/pine-trader.${profile}.env`);

/** The values of a profile's env file, by name. */
function valuesOf(profile: string): Variables {
  const found = readFileSync(fileOf(profile), 'utf8').matchAll(/^(\w+)=(.*)$/gm);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

/** What a program says must never hold any value of ours. */
function holdsNoValue(said: string): void {
  for (const profile of ['paper', 'live']) {
    for (const [name, value] of Object.entries(valuesOf(profile))) {
      if (name !== 'POLICY_KILLSWITCH') expect(said).not.toContain(value);
    }
  }
}

const examples = [
  {
    loader: 'dotenv',
    words: [process.execPath, 'Deployment/examples/paper-with-dotenv.mjs'],
    plain: [
      process.execPath,
      '-e',
      `require('dotenv').config({ path: process.env.F, quiet: true }); console.log(process.env.DATABENTO_API_KEY)`,
    ],
    isThere: true,
  },
  {
    loader: 'python-dotenv',
    words: [python, 'Deployment/examples/paper_with_dotenv.py'],
    plain: [
      python,
      '-c',
      'import os, dotenv; dotenv.load_dotenv(os.environ["F"]); print(os.environ["DATABENTO_API_KEY"])',
    ],
    isThere: hasDotenv,
  },
];

const needs = (example: (typeof examples)[number]) =>
  example.isThere ? '' : ' (skipped: needs python3-dotenv)';

for (const example of examples)
  describe.skipIf(!example.isThere)(`the example for ${example.loader}${needs(example)}`, () => {
    test('loads paper, and names the keys without their values', () => {
      const { code, out, err } = run(example.words);
      expect(err).toBe('');
      expect([code, out]).toEqual([0, `on paper: ${Object.keys(valuesOf('paper')).join(' ')}\n`]);
      holdsNoValue(out);
    });

    test('loads paper while live is what a worker would get', () => {
      symlinkSync('pine-trader.live.env', link);
      expect(run(example.words).code).toBe(0);
    });

    test('runs behind pine-env run paper, whatever the shell still had', () => {
      const ran = run(['pine-env', 'run', 'paper', '--', ...example.words], valuesOf('live'));
      expect([ran.code, ran.out.startsWith('on paper: ')]).toEqual([0, true]);
    });

    test('does not start with a live key in the paper file', () => {
      const [paper, live] = [valuesOf('paper'), valuesOf('live')];
      writeFileSync(
        fileOf('paper'),
        paperText.replace(paper.TRADERSPOST_WEBHOOK_URL ?? '', live.TRADERSPOST_WEBHOOK_URL ?? ''),
      );
      expectNotStarted(run(example.words), 'paper is not sound (exit 1)');
    });

    test('does not start with a key that nobody knows, nor with a file that others may read', () => {
      const turned = (valuesOf('paper').DATABENTO_API_KEY ?? '').split('').reverse().join('');
      writeFileSync(
        fileOf('paper'),
        paperText.replace(/^DATABENTO_API_KEY=.*$/m, `DATABENTO_API_KEY=${turned}`),
      );
      expectNotStarted(run(example.words), 'paper is not sound (exit 1)');
      writeFileSync(fileOf('paper'), paperText);
      chmodSync(fileOf('paper'), 0o644);
      expectNotStarted(run(example.words), 'paper is not sound (exit 1)');
    });

    test('does not fall into the trap that the bare loader falls into', () => {
      const stale = { DATABENTO_API_KEY: valuesOf('live').DATABENTO_API_KEY ?? '' };
      const fallen = run(example.plain, { ...stale, F: fileOf('paper') });
      expect(fallen.out).toBe(`${stale.DATABENTO_API_KEY}\n`);
      expectNotStarted(run(example.words, stale), "not to paper's value: DATABENTO_API_KEY;");
    });

    test('does not start under another profile, nor without pine-env', () => {
      expectNotStarted(run(example.words, { PINE_ENV_PROFILE: 'live' }), 'the profile live');
      const PATH = '/nonexistent';
      expectNotStarted(run(example.words, { PATH }), 'paper is not sound (');
    });
  });

function expectNotStarted(ran: ReturnType<typeof run>, why: string): void {
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toMatch(/^NOT STARTED: .*\n$/);
  expect(ran.err).toContain(why);
  holdsNoValue(ran.err);
}
