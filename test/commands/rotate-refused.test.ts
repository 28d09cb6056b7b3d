import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envOf, madeUp, plainPlan, profileText } from './a-root.ts';
import { noTerminal, silent } from './a-terminal.ts';
import * as stage from './rotating.ts';
import { treeOf } from './tree.ts';

const { aStage, feedKey, hookKey, newFeed, newHook, oldValue, generations } = stage;
const rotate = (key: string, profile: string) => `rotate ${key} --profile ${profile}`;

/** Without the journal, where a refusal by a person leaves a line. */
function still(root: string): string {
  const tree = [...treeOf(root)].filter(([name]) => !name.startsWith('Deployment/state'));
  return JSON.stringify(tree);
}

describe('nothing is changed', () => {
  test.each([
    ['for the value that is there', oldValue(feedKey, 'paper'), 'value-reused'],
    ["for live's value", oldValue(feedKey, 'live'), 'value-reused'],
    ['for a webhook in a data key', newHook, 'other-provider'],
    ['for a template', 'db-your-key-here', 'placeholder'],
    ['for nothing', '', 'value-empty'],
  ])('%s', async (_, value, rule) => {
    const { root, run } = await aStage('use paper');
    const before = still(root);
    const told = await run(rotate(feedKey, 'paper'), value);
    expect(told).toMatchObject({ code: 3, outcome: 'not-done', error: { rule } });
    expect(still(root)).toBe(before);
  });

  test('for a value that the declared loaders cannot all read', async () => {
    const { root, run } = await aStage('use paper');
    const profile = profileText({ name: 'paper', tier: 'safe' }, plainPlan);
    const strict = `${profile}loaders: [systemd, docker, bash]\n`;
    writeFileSync(join(root, 'profiles/paper.yaml'), strict);
    const registry = readFileSync(join(root, 'profiles/keys.yaml'), 'utf8');
    writeFileSync(join(root, 'profiles/keys.yaml'), registry.replace('databento', 'opaque'));
    await run('keys --enroll paper');
    const before = still(root);
    const told = await run(rotate(feedKey, 'paper'), `q9Zt4 "Lw0x'P7r$B2mK8v N1sD6fH3jG5c`);
    expect(told).toMatchObject({ code: 3, error: { rule: 'value-not-writable' } });
    expect(still(root)).toBe(before);
  });

  test.each([
    ['live, without a terminal', feedKey, 'live', newFeed, noTerminal, 'no-terminal'],
    [
      'an order webhook on paper, without one',
      hookKey,
      'paper',
      newHook,
      noTerminal,
      'no-terminal',
    ],
    ['live, and nobody answers', feedKey, 'live', newFeed, silent, 'no-answer'],
  ] as const)('for %s', async (_, key, profile, value, terminal, rule) => {
    const { root, run } = await aStage('use paper');
    const before = still(root);
    const given = { terminal, valueSources: stage.piped(value) };
    const told = await run(rotate(key, profile), '', given);
    expect(told).toMatchObject({ code: 3, error: { rule } });
    expect(still(root)).toBe(before);
  });

  test.each([
    [`rotate NO_SUCH_KEY --profile paper`, 3, 'key-undeclared'],
    ['rotate POLICY_KILLSWITCH --profile paper', 3, 'not-a-secret'],
    [`rotate ${feedKey} --profile nowhere`, 5, 'unknown-profile'],
    [`rotate ${feedKey}`, 2, 'no-rotation-named'],
    [`rotate --profile paper`, 2, 'no-rotation-named'],
    ['rotate NO_SUCH_KEY', 2, 'unknown-key'],
    ['rotate POLICY_KILLSWITCH', 2, 'not-a-secret'],
    [`rotate ${feedKey} --profile paper --abort`, 3, 'no-rotation'],
    [`rotate ${feedKey} --profile paper --revoked`, 3, 'no-rotation'],
  ])('by %s', async (line, code, rule) => {
    const { root, run } = await aStage('use paper');
    const before = still(root);
    expect(await run(line, newFeed)).toMatchObject({ code, error: { rule } });
    expect(still(root)).toBe(before);
  });

  test('when live has an error elsewhere: consent is for the whole file', async () => {
    const { root, run } = await aStage('use paper', 'use live');
    const path = join(root, envOf('live'));
    const spare = `SPARE=${oldValue(feedKey, 'paper')}\n`;
    writeFileSync(path, `${readFileSync(path, 'utf8')}${spare}`);
    const before = still(root);
    const told = await run(rotate(feedKey, 'live'), newFeed);
    expect(told.code).toBe(3);
    expect(still(root)).toBe(before);
  });
});

describe('a rotation that is given up', () => {
  test('before it was stored, is forgotten', async () => {
    const { root, run, registry } = await aStage('use paper');
    const before = { registry: registry(), still: still(root) };
    await stopped(root, newFeed);
    expect(generations(registry(), feedKey, 'paper')).toEqual(['current', 'next']);
    const other = await run(rotate(feedKey, 'paper'), madeUp('databento', 'another'));
    expect(other).toMatchObject({ code: 3, error: { rule: 'other-value' } });
    const told = await run(`${rotate(feedKey, 'paper')} --abort`);
    expect(told).toMatchObject({ code: 0, ending: 'forgotten' });
    expect(registry()).toBe(before.registry);
    expect(still(root)).toBe(before.still);
    expect(await run('rotate --status')).toMatchObject({ open: [] });
  });

  test('when a hand has put a third value there, is forgotten and the hand is right', async () => {
    const { root, run, env } = await aStage('use paper');
    await stopped(root, newFeed);
    const third = env('paper').replace(oldValue(feedKey, 'paper'), madeUp('databento', 'third'));
    writeFileSync(join(root, envOf('paper')), third);
    const refused = await run(rotate(feedKey, 'paper'), newFeed);
    expect(refused).toMatchObject({ code: 3, error: { rule: 'file-changed' } });
    const told = await run(`${rotate(feedKey, 'paper')} --abort`);
    expect(told).toMatchObject({ code: 0, ending: 'forgotten' });
    expect(env('paper')).toBe(third);
  });

  test.each(['paper', 'live'] as const)(
    'after it was stored in %s, takes back the old value and no other',
    async (profile) => {
      const ways = profile === 'live' ? ['use paper', 'use live'] : ['use paper'];
      const { run, env, registry } = await aStage(...ways);
      const before = env(profile);
      await run(rotate(feedKey, profile), newFeed);
      const wrong = await run(
        `${rotate(feedKey, profile)} --abort`,
        madeUp('databento', 'another'),
      );
      expect(wrong).toMatchObject({ code: 3, error: { rule: 'other-value' } });
      expect(env(profile)).not.toBe(before);
      const told = await run(`${rotate(feedKey, profile)} --abort`, oldValue(feedKey, profile));
      expect(told).toMatchObject({ code: 0, ending: 'over' });
      expect(env(profile)).toBe(before);
      expect(generations(registry(), feedKey, profile)).toEqual(['current', 'previous']);
      expect(await run(`status --expect ${profile}`)).toMatchObject({ code: 0 });
    },
  );

  /** Dies right before the env file gets its place. */
  async function stopped(root: string, value: string): Promise<void> {
    const { aHost, realDisk, tell } = await import('./a-host.ts');
    const dead = new Error('killed');
    const disk = {
      ...realDisk,
      rename: (from: string, to: string) => {
        if (to.endsWith('paper.env')) throw dead;
        realDisk.rename(from, to);
      },
    };
    await tell(rotate(feedKey, 'paper'), root, aHost({ disk, terminal: stage.pasting(value) }));
  }
});

test('a record that says nothing stops nobody but its own rotation', async () => {
  const { root, run } = await aStage('use live');
  writeFileSync(join(root, `Deployment/state/rotation-${feedKey}-paper.json`), '{"v":1');
  expect(await run('use paper')).toMatchObject({ outcome: 'done', profile: 'paper' });
  const { findings } = await run('check paper');
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'rotation-open' }));
  expect(await run('rotate --status')).toMatchObject({
    open: [{ key: feedKey, profile: 'paper' }],
  });
  const told = await run(rotate(feedKey, 'paper'), newFeed);
  expect(told).toMatchObject({ code: 5, error: { rule: 'rotation-unreadable' } });
  expect(JSON.stringify(told.error)).toContain('--profile paper --abort');
});

test('units that do not come up leave the restart open (6), and the next run goes on', async () => {
  const { root, run, env } = await aStage('use paper');
  const { aSystemd } = await import('./a-systemd.ts');
  const broken = aSystemd(root, { units: [stage.worker], habit: () => 'refuses' });
  const { unitControl, processes } = broken;
  const told = await run(rotate(feedKey, 'paper'), newFeed, { unitControl, processes });
  expect(told).toMatchObject({ code: 6, next: 'restarted' });
  expect(env('paper')).toContain(newFeed);
  expect(await run(rotate(feedKey, 'paper'))).toMatchObject({ code: 0, next: 'revoked' });
});
