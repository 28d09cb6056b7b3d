import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envOf, envText, must, write } from './a-root.ts';
import { noTerminal, silent } from './a-terminal.ts';
import { entries, journal, linked, rootWith, run } from './journal-root.ts';

const isPaper = 'pine-trader.paper.env';
const isLive = 'pine-trader.live.env';

describe('going back', () => {
  test.each(['rollback', 'use -'])('%s restores the link before the last change', async (line) => {
    const root = await rootWith('use paper', 'use live', line);
    expect(linked(root)).toBe(isPaper);
    await must(root, line);
    expect(linked(root)).toBe(isLive);
  });

  test.each(['rollback', 'use -'])('%s to live meets the same guard as use live', async (line) => {
    const root = await rootWith('use paper', 'use live', 'use paper');
    const told = await run(root, line, { terminal: noTerminal });
    expect(told.error?.rule).toBe('no-terminal');
    expect(linked(root)).toBe(isPaper);
  });

  test('rollback restores links, never bytes', async () => {
    const root = await rootWith('use paper', 'use live');
    const text = `${envText('paper')}# edited since\n`;
    write(root, envOf('paper'), text, 0o600);
    await must(root, 'rollback');
    expect(readFileSync(join(root, envOf('paper')), 'utf8')).toBe(text);
  });

  test('rollback --to N is the state after entry N', async () => {
    const root = await rootWith('use paper', 'use live', 'use paper');
    const live = (await entries(root)).find(
      ({ kind, profile }) => kind === 'done' && profile === 'live',
    );
    await must(root, `rollback --to ${live?.seq}`);
    expect(linked(root)).toBe(isLive);
    await must(root, `rollback --to ${(live?.seq ?? 0) - 2}`);
    expect(linked(root)).toBe(isPaper);
  });

  test('rollback --to N finds entries that lie far back', async () => {
    const root = await rootWith('use paper', 'use live');
    const live = (await entries(root))[0]?.seq;
    for (let turn = 0; turn < 12; turn++) {
      await must(root, 'use paper');
      await must(root, 'use live');
    }
    await must(root, 'use paper');
    expect(readFileSync(join(root, journal)).length).toBeGreaterThan(20_000);
    await must(root, `rollback --to ${live}`);
    expect(linked(root)).toBe(isLive);
  });

  test('does not count what was refused, undone, or a change of the registry', async () => {
    const root = await rootWith('use live', 'use paper');
    await run(root, 'use live', { terminal: silent });
    write(root, envOf('paper'), envText('paper', 2), 0o600);
    await must(root, 'keys --enroll paper');
    await must(root, 'use -');
    expect(linked(root)).toBe(isLive);
  });

  const nowhere: readonly (readonly [string, string, string])[] = [
    ['rollback', '3 nothing-before', 'no change was made yet'],
    ['use -', '3 nothing-before', 'no change was made yet'],
    ['rollback --to 99', '2 no-such-entry', 'there is no such entry'],
  ];
  test.each(nowhere)('%s is refused (%s) when %s', async (line, expected) => {
    const root = await rootWith();
    const { code, error } = await run(root, line);
    expect(`${code} ${error?.rule}`).toBe(expected);
  });

  test('there is no going back to where nothing was linked', async () => {
    const root = await rootWith('use paper');
    const { code, error } = await run(root, 'rollback');
    expect(`${code} ${error?.rule}`).toBe('3 no-such-state');
    expect(linked(root)).toBe(isPaper);
  });
});
