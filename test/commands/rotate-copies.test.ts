import { existsSync, lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aPlace, dyingAt } from './a-place.ts';
import { envOf, linkAt } from './a-root.ts';
import { noTerminal } from './a-terminal.ts';
import { goneToPaper } from './gone-to-paper.ts';
import { feedKey, hookKey, newFeed, newHook, oldValue, piped } from './rotating.ts';

const rotate = (key: string, profile: string) => `rotate ${key} --profile ${profile}`;
const place = 'pine-trader.env';

describe('a profile that is in place as a copy', () => {
  test.each([
    ['paper', feedKey, newFeed, ['use paper']],
    ['live', hookKey, newHook, ['use paper', 'use live']],
  ] as const)('gets the new value in %s, whole and closed', async (profile, key, value, before) => {
    const { root, run, at } = await aPlace(...before);
    const old = at(envOf(profile));
    const told = await run(rotate(key, profile), value);
    expect(told).toMatchObject({ code: 0, outcome: 'done' });
    expect(at(envOf(profile))).toBe(old.replace(oldValue(key, profile), value));
    expect(at(linkAt())).toBe(at(envOf(profile)));
    expect(lstatSync(join(root, linkAt())).mode & 0o7777).toBe(0o600);
    expect(at('Deployment/state/journal.jsonl')).toContain('the copy in place is made anew');
    expect(await run(`status --expect ${profile}`)).toMatchObject({ code: 0, sound: true });
  });

  test('is left alone in live when nobody is there to agree', async () => {
    const { run, at } = await aPlace('use paper', 'use live');
    const before = [at(envOf('live')), at(linkAt())];
    const given = { terminal: noTerminal, valueSources: piped(newHook) };
    const told = await run(rotate(hookKey, 'live'), '', given);
    expect(told).toMatchObject({ code: 3, error: { rule: 'no-terminal' } });
    expect([at(envOf('live')), at(linkAt())]).toEqual(before);
  });

  test('gets the old value back', async () => {
    const { run, at } = await aPlace('use paper', 'use live');
    const before = at(linkAt());
    await run(rotate(feedKey, 'live'), newFeed);
    expect(at(linkAt())).not.toBe(before);
    const told = await run(`${rotate(feedKey, 'live')} --abort`, oldValue(feedKey, 'live'));
    expect(told).toMatchObject({ code: 0, ending: 'over' });
    expect([at(envOf('live')), at(linkAt())]).toEqual([before, before]);
  });

  test('is not what a link is: with nothing in place the file alone is changed', async () => {
    const { run, at } = await aPlace('use paper');
    const before = at(linkAt());
    expect(await run(rotate(feedKey, 'live'), newFeed)).toMatchObject({ next: 'revoked' });
    expect(at(linkAt())).toBe(before);
  });
});

describe('killed between the file and the copy', () => {
  test('live waits for a person: no other change copies it, and nobody else may', async () => {
    const { root, run, at } = await aPlace('use paper', 'use live');
    const old = at(linkAt());
    await run(rotate(hookKey, 'live'), newHook, { disk: dyingAt(place) });
    expect(at(envOf('live'))).toContain(newHook);
    expect(at(linkAt())).toBe(old);
    const status = await run('status');
    expect(status).toMatchObject({ code: 1, links: [{ state: 'unproven' }] });

    const alone = { terminal: noTerminal };
    expect(await run(rotate(hookKey, 'live'), '', alone)).toMatchObject({
      code: 3,
      error: { rule: 'no-terminal' },
    });
    expect(at(linkAt())).toBe(old);
    expect(() => lstatSync(join(root, 'Deployment/state/consent'))).toThrow();

    expect(await run(rotate(hookKey, 'live'))).toMatchObject({ code: 0, ending: 'over' });
    expect(at(linkAt())).toBe(at(envOf('live')));
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });

  test.each([
    ['before the place', dyingAt(place)],
    ['behind the file', dyingAt('pine-trader.paper.env', 'after')],
  ])('right %s, paper is finished by whichever change comes next', async (_, disk) => {
    const { run, at } = await aPlace('use paper');
    await run(rotate(feedKey, 'paper'), newFeed, { disk });
    expect(at(linkAt())).not.toBe(at(envOf('paper')));
    const refused = await run('use live', '', { terminal: noTerminal });
    expect(refused).toMatchObject({ code: 3 });
    expect(at(linkAt())).toBe(at(envOf('paper')));
    expect(await run(rotate(feedKey, 'paper'))).toMatchObject({ code: 0, next: 'revoked' });
  });

  test('live keeps its consent when the file was not written yet', async () => {
    const { run, at } = await aPlace('use paper', 'use live');
    const before = [at(envOf('live')), at(linkAt())];
    await run(rotate(hookKey, 'live'), newHook, { disk: dyingAt('pine-trader.live.env') });
    await run('rotate --status');
    const told = await run(`${rotate(hookKey, 'live')} --abort`);
    expect(told).toMatchObject({ code: 0, ending: 'forgotten' });
    expect([at(envOf('live')), at(linkAt())]).toEqual(before);
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });

  test('a copy that a hand has changed besides is a stranger, and stays', async () => {
    const { root, run, at } = await aPlace('use paper', 'use live');
    await run(rotate(feedKey, 'live'), newFeed, { disk: dyingAt(place) });
    const strange = `${at(linkAt())}# by hand\n`;
    writeFileSync(join(root, linkAt()), strange);
    const told = await run(rotate(feedKey, 'live'));
    expect(told).toMatchObject({ code: 0, next: 'revoked' });
    expect(at(linkAt())).toBe(strange);
    expect(await run('status')).toMatchObject({ code: 1, links: [{ state: 'unproven' }] });
  });
});

test('a yes that lies there copies nothing towards live: a place that fell behind is asked for', async () => {
  const { root, run, at } = await aPlace('use paper', 'use live');
  const old = at(linkAt());
  expect(await run(rotate(feedKey, 'live'), newFeed)).toMatchObject({ next: 'revoked' });
  writeFileSync(join(root, linkAt()), old);
  const told = await run(rotate(feedKey, 'live'), '', { terminal: noTerminal });
  expect(told).toMatchObject({ code: 3, error: { rule: 'no-terminal' } });
  expect(at(linkAt())).toBe(old);
  expect(await run(rotate(feedKey, 'live'))).toMatchObject({ code: 0, next: 'revoked' });
  expect(at(linkAt())).toBe(at(envOf('live')));
});

describe('whoever goes to paper while live is copied has won', () => {
  async function overtakenAt(name: string, when: 'before' | 'after') {
    const stage = await aPlace('use paper', 'use live');
    const { root, run } = stage;
    const told = await run(rotate(hookKey, 'live'), newHook, {
      disk: goneToPaper(root, name, when),
    });
    expect(told).toMatchObject({ code: 3, outcome: 'unknown', error: { rule: 'overtaken' } });
    return stage;
  }

  test('before the place is touched', async () => {
    const { run, at } = await overtakenAt('consent', 'after');
    expect(at(linkAt())).toBe(at(envOf('paper')));
    expect(await run('use paper')).toMatchObject({ code: 0, already: true });
  });

  test.each(['before', 'after'] as const)('in the moment %s the rename', async (when) => {
    const { root, run, at } = await overtakenAt(place, when);
    const isThere = existsSync(join(root, linkAt()));
    expect(isThere ? at(linkAt()) : '').toBe(when === 'after' ? at(envOf('paper')) : '');
    expect(await run('use paper')).toMatchObject({ code: 0 });
    expect(at(linkAt())).toBe(at(envOf('paper')));
  });
});
