import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aHost, tell } from './a-host.ts';
import { envOf, envText, must, write } from './a-root.ts';
import { consenting, silent } from './a-terminal.ts';
import { entries, journal, rootWith, run } from './journal-root.ts';

const isPaper = 'pine-trader.paper.env';
const isLive = 'pine-trader.live.env';

describe('history', () => {
  test('tells newest first who did what, from where to where', async () => {
    const root = await rootWith('use paper');
    const given = { sudoUser: 'alice', terminal: consenting };
    await tell('use live --reason=release-4.2', root, aHost(given));
    const [newest, intent, before] = await entries(root);
    expect(newest).toMatchObject({
      kind: 'done',
      verb: 'use',
      profile: 'live',
      tier: 'live',
      links: [{ link: 'pine-trader.env', from: isPaper, to: isLive }],
      reason: 'release-4.2',
      host: 'trader-1',
      actor: { kernel: { pid: 4711, user: 'tester' }, claimed: { sudoUser: 'alice' } },
    });
    expect(intent).toMatchObject({ kind: 'intent', change: newest?.change });
    expect(before).toMatchObject({ kind: 'done', profile: 'paper' });
    expect(before?.reason).toBeUndefined();
  });

  test('tells of every verb that changes, and of nothing that only asks', async () => {
    const root = await rootWith('use paper', 'use live', 'rollback', 'use -', 'use paper');
    write(root, envOf('paper'), envText('paper', 2), 0o600);
    await must(root, 'keys --enroll paper');
    const bytes = readFileSync(join(root, journal));
    for (const line of ['status', 'list', 'check paper', 'keys', 'history', 'history --verify']) {
      await run(root, line);
    }
    expect(readFileSync(join(root, journal)).equals(bytes)).toBe(true);
    const done = (await entries(root, 'history --limit 40')).filter(({ kind }) => kind === 'done');
    expect(done.map(({ verb, profile }) => `${verb} ${profile}`).slice(0, 6)).toEqual([
      'keys-enroll paper',
      'use paper',
      'use live',
      'rollback paper',
      'use live',
      'use paper',
    ]);
  });

  test('--limit gives the last ones, and more than there are gives all', async () => {
    const root = await rootWith('use paper', 'use live');
    const all = await entries(root, 'history --limit 1000');
    expect(all.at(-1)).toMatchObject({ kind: 'genesis', seq: 1 });
    expect(await entries(root, 'history --limit 3')).toEqual(all.slice(0, 3));
  });

  test('keeps what a person refused, by its rule', async () => {
    const root = await rootWith('use paper');
    await run(root, 'use live', { terminal: silent });
    const [newest] = await entries(root);
    expect(newest).toMatchObject({ kind: 'refused', profile: 'live', rule: 'no-answer' });
  });
});

describe('history --verify', () => {
  test('is sound after every verb, and finds the head that each change told', async () => {
    const root = await rootWith('use paper');
    const announced: string[] = [];
    const told = await run(root, 'use live', { announced });
    await must(root, 'rollback');
    expect(announced).toEqual([`head ${told.head} after use live`]);
    const verified = await run(root, `history --verify --head ${told.head}`);
    expect(verified).toMatchObject({ code: 0, verified: { ok: true, afterExpected: 2 } });
  });

  test('finds a changed byte', async () => {
    const root = await rootWith('use paper', 'use live');
    const text = readFileSync(join(root, journal), 'utf8');
    writeFileSync(join(root, journal), text.replace('"tester"', '"taster"'));
    const verified = await run(root, 'history --verify');
    expect(verified.code).toBe(1);
    expect(verified.findings[0]?.rule).toBe('journal-altered');
  });

  test('finds a cut tail by a head kept elsewhere, and only so', async () => {
    const root = await rootWith('use paper');
    const { head } = await run(root, 'use live');
    const lines = readFileSync(join(root, journal), 'utf8').split('\n');
    writeFileSync(join(root, journal), `${lines.slice(0, -3).join('\n')}\n`);
    expect((await run(root, 'history --verify')).code).toBe(0);
    const verified = await run(root, `history --verify --head ${head}`);
    expect({ code: verified.code, rule: verified.findings[0]?.rule }).toEqual({
      code: 1,
      rule: 'journal-head-not-found',
    });
  });
});

describe('a change whose report nobody could read', () => {
  test('is journalled as unreported, and the chain stays sound', async () => {
    const root = await rootWith('use paper');
    const told = await run(root, 'use live');
    await told.ifUnread?.();
    const [newest] = await entries(root);
    expect(newest).toMatchObject({ kind: 'unreported', verb: 'use' });
    expect((await run(root, 'history --verify')).code).toBe(0);
    expect((await run(root, 'use -')).profile).toBe('paper');
  });

  test('nothing is noted where nothing was changed', async () => {
    const root = await rootWith('use paper');
    for (const line of ['use paper', 'status', 'use paper --dry-run', 'history']) {
      expect((await run(root, line)).ifUnread, line).toBeUndefined();
    }
  });
});
