import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { progressOn } from '../../src/adapters/progress.ts';
import { noTerminals } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';
import { bundled } from './bundled.ts';

/** What a file holds after somebody made progress on it. */
function written(use: (progress: ReturnType<typeof progressOn>) => void): string {
  const path = join(scratch(), 'stderr');
  const fd = openSync(path, 'w');
  use(progressOn(fd));
  closeSync(fd);
  return readFileSync(path, 'utf8');
}

describe('progress on what is no terminal', () => {
  test('is one plain line a text, without repeats', () => {
    const said = written(({ say, end }) => {
      for (const text of ['a is to stop', 'a is to stop', 'a is to start', 'a is to stop'])
        say(text);
      end();
      end();
      say('a is to stop');
    });
    expect(said).toBe('a is to stop\na is to start\na is to stop\na is to stop\n');
  });

  test('shows nothing that a terminal would obey', () => {
    expect(written(({ say }) => say('a\u001b[2J\r\n\u202eb\u2028c'))).toBe('a.[2J...b.c\n');
  });

  test('says nothing of how far it is', () => {
    expect(
      written(({ say, update }) => {
        update('1 of 2');
        say('a is to stop');
        update('2 of 2');
      }),
    ).toBe('a is to stop\n');
  });

  test('is silent where nobody can hear it', () => {
    const path = join(scratch(), 'file');
    const closed = openSync(path, 'w');
    closeSync(closed);
    const full = existsSync('/dev/full') ? [openSync('/dev/full', 'w')] : [];
    for (const fd of [closed, openSync(path, 'r'), ...full]) {
      const { say, end } = progressOn(fd);
      say('a');
      say('b');
      end();
    }
  });
});

describe.skipIf(noTerminals)(`progress on a terminal (${noTerminals ?? 'python3'})`, () => {
  const program = `
    import { setTimeout } from 'node:timers/promises';
    import { progressOn } from './progress.ts';
    const { say, end } = progressOn(2, process.env);
    say('a is to stop');
    await setTimeout(1250);
    say('a is to start' + ' soon'.repeat(40));
    if (process.argv[2] === 'end') end();
    if (process.argv[2] === 'end') end();
  `;
  let script: string;
  beforeAll(() => {
    script = bundled(scratch(), 'progress', program);
  });

  function shown(TERM: string, ...words: readonly string[]): string {
    const player = resolve(import.meta.dirname, '../faults/terminal.py');
    const command = [process.execPath, script, ...words];
    const plan = { command, cwd: '/', env: { TERM }, steps: [] };
    const { stdout } = spawnSync('python3', [player], {
      input: JSON.stringify(plan),
      encoding: 'utf8',
    });
    const told = JSON.parse(stdout) as { exit: number; error: string | null; shown: string };
    expect([told.error, told.exit]).toEqual([null, 0]);
    return told.shown;
  }

  test('is one line that lives, counts the seconds of its text, and is wiped in the end', () => {
    const frames = shown('xterm', 'end').split('\r\u001b[K').slice(1);
    expect(frames[0]).toBe('\u001b[?7l| a is to stop 0 s\u001b[?7h');
    expect(frames[1]).toBe('\u001b[?7l/ a is to stop 0 s\u001b[?7h');
    expect(frames.length).toBeGreaterThan(6);
    expect(frames.length).toBeLessThan(18);
    expect(frames.at(-3)).toMatch(/ a is to stop 1 s/);
    expect(frames.at(-2)).toMatch(/ a is to start( soon){40} 0 s/);
    expect(frames.at(-1)).toBe('');
  });

  test('keeps no program from ending', () => {
    expect(shown('xterm').endsWith('soon 0 s\u001b[?7h')).toBe(true);
  });

  test('is plain lines where the terminal is dumb', () => {
    expect(shown('dumb', 'end')).toMatch(/^a is to stop\r\na is to start( soon){40}\r\n$/);
  });
});
