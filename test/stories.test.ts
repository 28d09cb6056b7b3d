import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leaks } from './faults/canary.ts';
import { play } from './stories/stage.ts';
import { difference, readStory } from './stories/story.ts';

const folder = join(import.meta.dirname, 'stories');
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readStory(readFileSync(join(folder, name), 'utf8')));

/** What a story may need of the machine, and whether it is there. */
const abilities: Readonly<Record<string, () => boolean>> = {
  'no /opt/pine': () => !existsSync('/opt/pine'),
  'mount namespaces': () =>
    spawnSync('/usr/bin/unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/opt']).status === 0 &&
    !process.execPath.startsWith('/opt/'),
};

describe.concurrent('a story of the built program', () => {
  for (const story of stories) {
    const { title, needs } = story;
    const can = needs === undefined || (abilities[needs]?.() ?? unheardOf(needs));
    const name = can ? title : `${title}; skipped: needs ${needs}`;
    test.skipIf(!can)(name, { timeout: 90_000 }, async () => {
      expect(story.scenes.length).toBeGreaterThan(0);
      expect((await play(story)).join('\n\n')).toBe('');
    });
  }
});

test('no secret stood in anything a story said', () => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});

describe('the stage', () => {
  const red: readonly (readonly [string, string])[] = [
    ['$ pine-env --version\n| 0.0.0', 'but expected'],
    ['$ pine-env --version', 'but expected'],
    ['$ pine-env --version\nexit 1\n| {version}', 'exit 0, not 1'],
    ['$ pine-env bogus --json\nexit 2\njson: error.rule = "other"', 'error.rule is'],
    ['$ echo 1 --json', 'not one JSON document'],
    ['$ echo {} --json >&2; echo "{}"', 'but expected'],
    ['$ printf "\\033[31mred\\n"\n| {any}', 'control characters'],
    [`$ echo ${'word '.repeat(20)}\n| {any}`, 'wider than 80'],
    ['$ mkdir {root} && touch {root}/a\ndisk: a 0600', 'a is 0644, not 0600'],
    ['$ mkdir {root}\n$ touch {root}/a\ndisk: same', 'something was written'],
    ['$ mkdir {root}\ndisk: b', 'b is not there'],
    ['$ mkdir {root} && ln -s x {root}/l\ndisk: l -> y', 'l is x, not y'],
  ];
  test.each(red)('goes red on %j', async (text, fault) => {
    expect((await play(readStory(`# Red\n${text}\n`))).join('\n')).toContain(fault);
  });

  test('lets dots stand for any lines, and a placeholder for its kind only', () => {
    expect(difference(['a', 'b', 'c'], ['a', '...', 'c'])).toBeUndefined();
    expect(difference(['a', 'c'], ['a', '...', 'c'])).toBeUndefined();
    expect(difference(['a', 'b'], ['...', 'c'])).toBeDefined();
    expect(difference(['on 2026-10-02 (x)'], ['on {day} (x)'])).toBeUndefined();
    expect(difference(['on monday'], ['on {day}'])).toBeDefined();
  });

  test('does not read what is no story', () => {
    expect(() => readStory('# Title\n$ true\nexpect 1')).toThrow('line 3');
    expect(() => readStory('# Title\n| out')).toThrow('line 2');
  });
});

function unheardOf(need: string): never {
  throw new Error(`no story may need ${need}`);
}
