import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { flockLock } from '../../src/adapters/flock.ts';
import { failureOf } from '../domain/journal-samples.ts';
import { scratch } from '../scratch.ts';
import { makeFifo, timeAtFifo } from './fifo.ts';
import { buildHolder, holding, kill } from './holder.ts';

const room = scratch();
const missing = !fs.existsSync('/usr/bin/flock');
const lock = flockLock();
let count = 0;
let path = '';
beforeEach(() => {
  count += 1;
  path = join(room, `lock ${count}`);
});

const openFiles = () => fs.readdirSync('/proc/self/fd').length;

describe.skipIf(missing)(
  'the lock between two processes (skipped: needs flock of util-linux)',
  () => {
    const holder = missing ? '' : buildHolder(room);

    test('is refused at once while another holds it, who is named', async () => {
      const child = await holding(holder, path, 'use live by ann, pid 7');
      const before = openFiles();
      expect(failureOf(() => lock.take(path, 'me', 0))).toMatchObject({
        kind: 'busy',
        rule: 'lock-held',
        message: 'another change is under way: use live by ann, pid 7',
        where: path,
      });
      expect(openFiles()).toBe(before);
      expect(fs.readFileSync(path, 'utf8')).toBe('use live by ann, pid 7');
      await kill(child);
    });

    test('is free at once after its holder was killed', async () => {
      const child = await holding(holder, path, 'killed');
      expect(failureOf(() => lock.take(path, 'me', 0)).kind).toBe('busy');
      await kill(child);
      const from = performance.now();
      lock.take(path, 'me', 0).release();
      expect(performance.now() - from).toBeLessThan(1000);
    });

    test('is free when its holder lets go, and the file stays', async () => {
      const child = await holding(holder, path, 'gentle');
      const gone = once(child, 'exit');
      child.stdin?.write('\n');
      await gone;
      const [seen, held] = [fs.statSync(path), lock.take(path, 'me', 0)];
      held.release();
      expect(fs.statSync(path).ino).toBe(seen.ino);
    });

    test('is waited for, and taken when it comes free', async () => {
      const child = await holding(holder, path, 'short', '400');
      const from = performance.now();
      const held = lock.take(path, 'me', 10);
      expect(performance.now() - from).toBeGreaterThan(150);
      expect(fs.readFileSync(path, 'utf8')).toBe('me');
      held.release();
      if (child.exitCode === null) await once(child, 'exit');
    });

    test('is waited for in vain no longer than was said', async () => {
      const child = await holding(holder, path, 'long');
      const from = performance.now();
      expect(failureOf(() => lock.take(path, 'me', 1)).message).toContain('long');
      const elapsed = performance.now() - from;
      await kill(child);
      expect(elapsed).toBeGreaterThan(900);
      expect(elapsed).toBeLessThan(5000);
    });

    test('has one holder at a time among many that race for it', async () => {
      const racers = Array.from({ length: 8 }, (_, index) =>
        spawn(process.execPath, [holder, path, `racer ${index}`, '30'], { stdio: 'ignore' }),
      );
      const codes = await Promise.all(racers.map(async (racer) => (await once(racer, 'exit'))[0]));
      expect(codes).toEqual(racers.map(() => 0));
    });
  },
);

describe.skipIf(missing)('the lock (skipped: needs flock of util-linux)', () => {
  test('is born closed, under any umask, and taken twice by nobody, not even by us', () => {
    const umask = process.umask(0);
    try {
      const held = lock.take(path, 'me', 0);
      expect(fs.statSync(path).mode & 0o7777).toBe(0o600);
      expect(failureOf(() => lock.take(path, 'me too', 0)).message).toContain('me');
      held.release();
      held.release();
      lock.take(path, 'me again', 0).release();
    } finally {
      process.umask(umask);
    }
  });

  test('keeps the name of its holder short, and replaces a longer one', () => {
    fs.writeFileSync(path, 'z'.repeat(300));
    const held = lock.take(path, 'x'.repeat(500), 0);
    expect(fs.readFileSync(path, 'utf8')).toBe('x'.repeat(200));
    held.release();
  });

  test.each([
    ['', 'its holder left no name'],
    ['\u001b[31mred\n\u202eder', '[31mredder'],
    ['y'.repeat(5000), 'y'.repeat(256)],
  ])('tells of a holder who left %j only what may be shown', async (left, told) => {
    const held = lock.take(path, 'me', 0);
    fs.writeFileSync(path, left);
    const { message } = failureOf(() => lock.take(path, 'me too', 0));
    expect(message).toBe(`another change is under way: ${told}`);
    held.release();
  });

  test('is never what a link names', () => {
    fs.symlinkSync('target', path);
    expect(failureOf(() => lock.take(path, 'me', 0))).toMatchObject({
      kind: 'unsafe-file',
      rule: 'is-a-link',
    });
    expect(fs.existsSync(join(room, 'target'))).toBe(false);
  });

  test('is no file that has another name: its holder writes into it', () => {
    fs.writeFileSync(join(room, 'precious'), 'precious');
    fs.linkSync(join(room, 'precious'), path);
    expect(failureOf(() => lock.take(path, 'me', 0)).rule).toBe('lock-not-regular');
    expect(fs.readFileSync(join(room, 'precious'), 'utf8')).toBe('precious');
  });

  test('is no FIFO, on which one could wait for ever', () => {
    makeFifo(path);
    const before = openFiles();
    const elapsed = timeAtFifo(path, () => {
      expect(failureOf(() => lock.take(path, 'me', 5)).rule).toBe('lock-not-regular');
    });
    expect(elapsed).toBeLessThan(1500);
    expect(openFiles()).toBe(before);
  });

  test('says why it cannot be opened', () => {
    fs.mkdirSync(path);
    expect(failureOf(() => lock.take(path, 'me', 0)).errno).toBe('EISDIR');
    const nowhere = join(room, 'nowhere/lock');
    expect(failureOf(() => lock.take(nowhere, 'me', 0))).toMatchObject({
      rule: 'not-there',
      where: nowhere,
    });
  });

  test('is looked for in each place of flock(1)', () => {
    flockLock(['/nonexistent/flock', '/usr/bin/flock']).take(path, 'me', 0).release();
  });
});

describe('without flock(1)', () => {
  test.each([
    ['because it is not there', ['/nonexistent/flock']],
    ['because it does not run', ['/etc/passwd']],
    ['because it fails', ['/bin/false']],
    ['because no place is known', []],
  ])('nothing is locked, and the remedy is to install it: %s', (_about, programs) => {
    const before = openFiles();
    expect(failureOf(() => flockLock(programs).take(path, 'me', 0))).toMatchObject({
      kind: 'provider',
      rule: 'no-flock',
      remedy: expect.stringContaining('util-linux'),
    });
    expect(openFiles()).toBe(before);
  });
});
