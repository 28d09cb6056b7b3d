import { readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { realDisk } from './a-host.ts';
import { aPlace, dyingAt } from './a-place.ts';
import { envOf, linkAt } from './a-root.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { atTheGate, environmentFrom } from './at-the-gate.ts';
import { feedKey, hookKey, newFeed, newHook } from './rotating.ts';

type Place = Awaited<ReturnType<typeof aPlace>>;

/** A rotation that was killed right before the place got the new bytes. */
async function behind(profile: 'paper' | 'live'): Promise<Place> {
  const isLive = profile === 'live';
  const place = await aPlace('use paper', ...(isLive ? ['use live'] : []));
  const [key, value] = isLive ? [hookKey, newHook] : [feedKey, newFeed];
  const line = `rotate ${key} --profile ${profile}`;
  await place.run(line, value, { disk: dyingAt('pine-trader.env') });
  expect(place.at(linkAt())).not.toBe(place.at(envOf(profile)));
  return place;
}

/** What the gate lets a crashed worker do that systemd starts again. */
async function gate({ root }: Place): Promise<string> {
  const own = environmentFrom(root, linkAt());
  const { code, becomes } = await atTheGate(root, own, ['--', 'worker']);
  return becomes === undefined ? `refuses: ${code}` : 'starts';
}

describe('a live copy that fell behind', () => {
  let place: Place;
  beforeEach(async () => {
    place = await behind('live');
  });

  test('starts no worker, neither before the next change nor after it', async () => {
    expect(await gate(place)).toBe('refuses: 78');
    await place.run('rotate --status');
    await place.run('use live', '', { terminal: noTerminal });
    expect(await gate(place)).toBe('refuses: 78');
  });

  test('gets the new bytes from `use live` and somebody who agrees, and from nobody alone', async () => {
    const { run, at } = place;
    const old = at(linkAt());
    const alone = await run('use live', '', { terminal: noTerminal });
    expect(alone).toMatchObject({ code: 3, outcome: 'not-done' });
    expect(at(linkAt())).toBe(old);
    expect(await run('use live', '', { terminal: consenting })).toMatchObject({ code: 0 });
    expect(at(linkAt())).toBe(at(envOf('live')));
    expect(await gate(place)).toBe('starts');
    expect(await run(`rotate ${hookKey} --profile live`)).toMatchObject({ ending: 'over' });
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });

  test('is left by `use paper`, which asks nobody', async () => {
    const { run, at } = place;
    const told = await run('use paper', '', { terminal: noTerminal });
    expect(told).toMatchObject({ code: 0, outcome: 'done' });
    expect(at(linkAt())).toBe(at(envOf('paper')));
    expect(await gate(place)).toBe('starts');
  });

  test('is over with the old value again when it is given up', async () => {
    const { run, at } = place;
    const old = at(linkAt());
    const wrong = await run(`rotate ${hookKey} --profile live --abort`, newHook);
    expect(wrong).toMatchObject({ code: 3, error: { rule: 'other-value' } });
    const value = /^TRADERSPOST_WEBHOOK_URL=(.*)$/m.exec(old)?.[1] ?? '';
    const told = await run(`rotate ${hookKey} --profile live --abort`, value);
    expect(told).toMatchObject({ code: 0, ending: 'over' });
    expect([at(linkAt()), at(envOf('live'))]).toEqual([old, old]);
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });
});

test('a copy of paper that fell behind does not keep its worker from coming back', async () => {
  const place = await behind('paper');
  expect(await gate(place)).toBe('starts');
});

test('a copy whose profile is one for links by now becomes a link', async () => {
  const { root, run, at } = await aPlace('use paper');
  const path = join(root, 'profiles/paper.yaml');
  writeFileSync(path, at('profiles/paper.yaml').replace('activation: copy', 'activation: link'));
  const told = await run(`rotate ${feedKey} --profile paper`, newFeed);
  expect(told).toMatchObject({ code: 0, next: 'revoked' });
  expect(readlinkSync(join(root, linkAt()))).toBe('pine-trader.paper.env');
  expect(at(linkAt())).toContain(newFeed);
});

test('a hand that changes the place of paper meanwhile is told of, and no recovery overwrites it', async () => {
  const { root, run, at } = await aPlace('use paper');
  const rename = (from: string, to: string) => {
    realDisk.rename(from, to);
    if (to.endsWith('/pine-trader.paper.env')) {
      writeFileSync(join(root, 'own'), 'A=1\n', { mode: 0o600 });
      realDisk.rename(join(root, 'own'), join(root, linkAt()));
    }
  };
  const line = `rotate ${feedKey} --profile paper`;
  const told = await run(line, newFeed, { disk: { ...realDisk, rename } });
  expect(told).toMatchObject({ code: 3, outcome: 'unknown', error: { rule: 'overtaken' } });
  await run('use live', '', { terminal: noTerminal });
  expect(at(linkAt())).toBe('A=1\n');
});
