import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch, sharedScratch } from './scratch.ts';
import { isRoot, isSafe, sweep } from './scratch-homes.ts';

test('a scratch directory is new, ours alone, and below parents that nobody else may write', () => {
  const [one, two] = [scratch(), scratch()];
  expect(one).not.toBe(two);
  expect(statSync(one).mode & 0o777).toBe(0o700);
  expect(isSafe(one)).toBe(true);
});

test('a parent that others may write is not safe, sticky or not', () => {
  const parent = scratch();
  const child = join(parent, 'open', 'child');
  mkdirSync(child, { recursive: true });
  expect(isSafe(child)).toBe(true);
  for (const mode of [0o1777, 0o777, 0o770]) {
    chmodSync(dirname(child), mode);
    expect(isSafe(child), mode.toString(8)).toBe(false);
  }
});

test.skipIf(!isRoot)('root shares a scratch directory another uid can enter', () => {
  const shared = sharedScratch() ?? '';
  expect(isSafe(shared)).toBe(true);
  const ran = spawnSync('ls', [shared], { uid: 65534, gid: 65534, encoding: 'utf8' });
  expect(ran.status).toBe(0);
});

test('what a dead process left is swept, what a living one uses stays', () => {
  const mine = scratch();
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const leftover = join(dirname(mine), `pine-env-test-${pid}-abcdef`);
  mkdirSync(leftover);
  writeFileSync(join(leftover, 'file'), '');
  sweep();
  expect({ leftover: existsSync(leftover), mine: existsSync(mine) }).toEqual({
    leftover: false,
    mine: true,
  });
});
