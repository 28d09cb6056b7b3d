import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shortFingerprint } from '../../src/domain/fingerprint.ts';
import { madeUp } from '../commands/a-root.ts';
import { consenting, noTerminals, type Step } from '../faults/terminal.ts';
import { noSystemd } from './missing.ts';
import { bootTradingHost, type TradingHost, workerUnit } from './trading-host.ts';

const unit = 'pine-worker@ES.service';
const cannot = noSystemd ?? noTerminals;
const feed = 'DATABENTO_API_KEY';
const hook = 'TRADERSPOST_WEBHOOK_URL';

/** Somebody who pastes this value, and types the phrase. */
const pasting = (value: string): readonly Step[] => [
  ['see', String.raw`\(not shown\): `],
  ['type', `${value}\r`],
  ...consenting,
];

describe.skipIf(cannot)(`a rotation and the units (${cannot ?? 'on a real systemd'})`, () => {
  let host: TradingHost;
  beforeAll(async () => {
    host = await bootTradingHost();
  }, 60_000);
  afterAll(() => host?.machine.stop());
  const broken = () => join(host.root, 'broken');

  afterEach(async () => {
    const { json } = await host.pineEnv('rotate --status --json');
    expect(json.open).toEqual([]);
  });
  beforeEach(async () => {
    rmSync(broken(), { force: true });
    await host.reset();
    const check = 'ExecStartPre=/bin/sh -c "test ! -e @/broken"';
    const unitText = workerUnit.replace('ExecStart=', `${check}\nExecStart=`);
    await host.units({ 'pine-worker@.service': unitText });
    await host.machine.must('systemctl', ['start', unit]);
  });

  /** What the unit's main process really has. */
  const has = async (key: string) => (await host.machine.environmentOf(unit)).get(key);
  const state = async () => (await host.machine.run('systemctl', ['is-active', unit])).out.trim();

  /** The short fingerprints of a key: what runs has, and what the env file of live has. */
  const prints = async (key: string) => {
    const { json } = await host.pineEnv(`diff --running ${unit} live --json`);
    const [compared] = json.comparisons as readonly { rows: readonly { key: string }[] }[];
    return compared?.rows.find((row) => row.key === key);
  };
  /** The registry's current fingerprint of a key in live. */
  const current = (key: string) => {
    const registry = readFileSync(join(host.root, 'profiles/keys.yaml'), 'utf8');
    const own = registry.split(/^ {2}(?=\S)/m).find((part) => part.startsWith(`${key}:`)) ?? '';
    const live = own.split(/^ {6}(?=\S)/m).find((part) => part.startsWith('live:')) ?? '';
    const entry = live.split(/fingerprint: /).find((part) => part.includes('generation: current'));
    return shortFingerprint(entry?.match(/hmac-sha256:\w+/)?.[0] ?? '');
  };

  test('of a live key: its worker runs the new value afterwards, by fingerprint and in truth', async () => {
    expect((await host.agreeing('use live --restart')).exit).toBe(0);
    const [before, old] = [current(feed), await has(feed)];
    const value = madeUp('databento', 'rotated beside systemd');
    const played = await host.agreeing(`rotate ${feed} --profile live`, pasting(value));
    expect([played.error, played.exit, played.sane]).toEqual([null, 0, true]);
    expect(played.shown).not.toContain(value);

    expect(await has(feed)).toBe(value);
    expect(current(feed)).not.toBe(before);
    const status = await host.pineEnv('status --expect live --json');
    expect([status.code, status.json.units]).toMatchObject([0, [{ unit, state: 'matches' }]]);
    expect(JSON.stringify(await prints(feed))).toContain(current(feed));
    expect(JSON.stringify(await prints(feed))).not.toContain(before);
    expect(old).not.toBe(value);
    expect((await host.pineEnv(`rotate ${feed} --profile live --revoked`)).code).toBe(0);
  });

  test('left open by --no-restart: status calls the worker stale, and the next run restarts it', async () => {
    expect((await host.agreeing('use live --restart')).exit).toBe(0);
    const value = madeUp('databento', 'rotated and not restarted');
    const line = `rotate ${feed} --profile live`;
    expect((await host.agreeing(`${line} --no-restart`, pasting(value))).exit).toBe(0);
    expect(await has(feed)).not.toBe(value);
    const status = await host.pineEnv('status --expect live --json');
    expect([status.code, status.json.units]).toMatchObject([1, [{ unit, state: 'stale' }]]);
    expect((await host.pineEnv(`${line} --json`)).rules).toEqual(['no-terminal']);
    expect(await has(feed)).not.toBe(value);
    expect((await host.agreeing(line)).exit).toBe(0);
    expect(await has(feed)).toBe(value);
    expect((await host.pineEnv(`${line} --revoked`)).code).toBe(0);
  });

  test('that does not come up: 6, nothing runs live, and the same command goes on later', async () => {
    expect((await host.agreeing('use live --restart')).exit).toBe(0);
    writeFileSync(broken(), '');
    const value = madeUp('traderspost', 'rotated and broken');
    const line = `rotate ${hook} --profile live`;
    const played = await host.agreeing(line, pasting(value));
    expect([played.error, played.exit]).toEqual([null, 6]);
    expect(played.shown).toContain('unit-not-up');
    expect([await host.runs(unit), await state()]).toEqual(['nothing', 'failed']);
    const status = await host.pineEnv('status --expect live --json');
    expect(status.json.units).toMatchObject([{ unit, state: 'not-running', active: 'failed' }]);
    const open = await host.pineEnv('rotate --status --json');
    expect(open.json.open).toMatchObject([{ key: hook, record: { done: 'promoted' } }]);

    rmSync(broken());
    const again = await host.agreeing(line);
    expect([again.error, again.exit]).toEqual([null, 0]);
    expect(await has(hook)).toBe(value);
    expect((await host.pineEnv('status --expect live --json')).code).toBe(0);
  });
});
