import { beforeAll, describe, expect, test } from 'vitest';
import { commandOf } from './program.ts';
import { must, sandbox } from './sandbox.ts';
import { noTerminals, playCommand } from './terminal.ts';

const roots = { sound: '' };

beforeAll(async () => {
  if (noTerminals !== undefined) return;
  roots.sound = await sandbox();
  await must(['use', 'paper', '--root', roots.sound]);
});

/** What `list` and a refusal show on a terminal under these words of env(1). */
async function shownUnder(environment: readonly string[], more: readonly string[] = []) {
  const under = (args: readonly string[]) => ['/usr/bin/env', ...environment, ...commandOf(args)];
  const list = await playCommand(under(['list', '--root', roots.sound, ...more]), []);
  const wrong = await playCommand(under(['bogus', '--root', roots.sound, ...more]), []);
  return { list: list.shown, wrong: wrong.shown };
}

describe.skipIf(noTerminals)(`colour on a terminal ${noTerminals ?? ''}`, () => {
  test('is there when nobody says no, and only repeats what the words say', async () => {
    const coloured = await shownUnder(['-u', 'NO_COLOR']);
    const plain = await shownUnder(['NO_COLOR=1']);
    for (const which of ['list', 'wrong'] as const) {
      expect(coloured[which]).toContain('\u001b[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what is taken out
      expect(coloured[which].replace(/\u001b\[[0-9;]*m/g, '')).toBe(plain[which]);
    }
    expect(plain.list).toContain('LIVE');
  });

  test.each([
    { environment: ['NO_COLOR=1'], more: [] },
    { environment: ['-u', 'NO_COLOR', 'TERM=dumb'], more: [] },
    { environment: ['-u', 'NO_COLOR'], more: ['--no-color'] },
    { environment: ['-u', 'NO_COLOR'], more: ['--json'] },
  ])('is away with $environment $more', async ({ environment, more }) => {
    const { list, wrong } = await shownUnder(environment, more);
    expect(list).not.toContain('\u001b');
    expect(wrong).not.toContain('\u001b');
  });
});
