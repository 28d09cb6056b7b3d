import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { progressOn } from '../../src/adapters/progress.ts';
import { writeAll, writeWithin } from '../../src/adapters/stream.ts';
import { scratch } from '../scratch.ts';
import { makeFifo } from './fifo.ts';

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;

/** A pipe that somebody holds and nobody reads, full; writing to it waits. */
function fullPipe() {
  const path = join(scratch(), 'fifo');
  makeFifo(path);
  const reader = openSync(path, O_RDONLY | O_NONBLOCK);
  const filler = openSync(path, O_WRONLY | O_NONBLOCK);
  try {
    while (writeSync(filler, Buffer.alloc(4096)) > 0);
  } catch {
    // Full.
  }
  closeSync(filler);
  return { reader, writer: openSync(path, O_WRONLY) };
}

const took = (body: () => void) => {
  const since = performance.now();
  body();
  return performance.now() - since;
};

describe.skipIf(process.platform !== 'linux')('a pipe that takes nothing', () => {
  test('is waited for so long, and no longer', () => {
    const { writer } = fullPipe();
    let all: boolean | undefined;
    const milliseconds = took(() => {
      all = writeWithin(300, writer, 'done\n');
    });
    expect(all).toBe(false);
    expect(milliseconds).toBeGreaterThan(290);
    expect(milliseconds).toBeLessThan(2000);
  });

  test('that is read again gets all of it', () => {
    const { reader, writer } = fullPipe();
    readSync(reader, Buffer.alloc(8192));
    expect(writeWithin(300, writer, 'done\n')).toBe(true);
  });

  test('keeps no progress waiting, and then nothing more is said', () => {
    const { writer } = fullPipe();
    const progress = progressOn(writer);
    expect(took(() => progress.say('a is to stop'))).toBeLessThan(2000);
    expect(took(() => progress.say('a is to start'))).toBeLessThan(100);
  });
});

test('a pipe without a reader and a full disk take nothing, a file takes all, at its own place', () => {
  const path = join(scratch(), 'answer');
  const file = openSync(path, 'w');
  expect(writeAll(file, 'one\n')).toBe(true);
  expect(writeWithin(300, file, 'two\n')).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  const { reader, writer } = fullPipe();
  closeSync(reader);
  expect(writeWithin(300, writer, 'done\n')).toBe(false);
  if (process.platform === 'linux') {
    expect(writeWithin(300, openSync('/dev/full', 'w'), 'done\n')).toBe(false);
  }
});
