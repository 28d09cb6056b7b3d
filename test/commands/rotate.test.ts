import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import { aHost } from './a-host.ts';
import { envOf } from './a-root.ts';
import * as stage from './rotating.ts';

const { aStage, feedKey, hookKey, newFeed, newHook, oldValue, generations } = stage;
const rotate = (key: string, profile: string) => `rotate ${key} --profile ${profile}`;

function records(root: string): readonly string[] {
  return readdirSync(join(root, 'Deployment/state')).filter((name) => name.startsWith('rotation-'));
}

describe('a whole rotation', () => {
  test('of the paper data key: stored, promoted, restarted, and over when the old one is revoked', async () => {
    const { root, run, env, registry, systemd } = await aStage('use paper');
    const before = env('paper');
    const told = await run(`${rotate(feedKey, 'paper')} --reason due`, newFeed);
    expect(told).toMatchObject({ code: 0, outcome: 'done', next: 'revoked' });
    expect(env('paper')).toBe(before.replace(oldValue(feedKey, 'paper'), newFeed));
    expect(generations(registry(), feedKey, 'paper')).toEqual(['previous', 'current']);
    expect(systemd.did).toEqual(['restart pine-worker@a.service']);
    expect(records(root)).toEqual([`rotation-${feedKey}-paper.json`]);

    const over = await run(`${rotate(feedKey, 'paper')} --revoked`);
    expect(over).toMatchObject({ code: 0, ending: 'over' });
    expect(generations(registry(), feedKey, 'paper')).toEqual(['revoked', 'current']);
    expect(records(root)).toEqual([]);
    expect(await run('status --expect paper')).toMatchObject({ code: 0 });
  });

  test('of the live order webhook: guarded, consent renewed, over at once since the old one is dead', async () => {
    const { root, run, env, registry, systemd } = await aStage('use paper', 'use live');
    const before = env('live');
    const told = await run(rotate(hookKey, 'live'), newHook);
    expect(told).toMatchObject({ code: 0, ending: 'over' });
    expect(env('live')).toBe(before.replace(oldValue(hookKey, 'live'), newHook));
    expect(generations(registry(), hookKey, 'live')).toEqual(['revoked', 'current']);
    expect(systemd.webhookOf(stage.worker)).toBe(newHook);
    expect(records(root)).toEqual([]);
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });

  test('of a profile that is not linked restarts nothing and leaves consent alone', async () => {
    const { run, systemd, env } = await aStage('use paper');
    const told = await run(rotate(feedKey, 'live'), newFeed);
    expect(told).toMatchObject({ code: 0, next: 'revoked' });
    expect(systemd.did).toEqual([]);
    expect(env('live')).toContain(newFeed);
    expect(await run('status --expect paper')).toMatchObject({ code: 0 });
  });

  test('leaves mode and owner of the env file as they were', async () => {
    const { root, run } = await aStage('use paper');
    const before = lstatSync(join(root, envOf('paper')));
    await run(rotate(feedKey, 'paper'), newFeed);
    const { mode, uid, gid } = lstatSync(join(root, envOf('paper')));
    expect({ mode, uid, gid }).toEqual({ mode: before.mode, uid: before.uid, gid: before.gid });
  });

  test.each(['', ' --dry-run'])('takes the value from stdin, without a terminal%s', async (dry) => {
    const { run, env } = await aStage('use paper');
    const before = env('paper');
    const terminal = { open: () => undefined };
    const sources = { valueSources: stage.piped(`${newFeed}\n`), terminal };
    const told = await run(`${rotate(feedKey, 'paper')}${dry}`, '', sources);
    expect(told).toMatchObject({ code: 0, next: dry === '' ? 'revoked' : 'taken' });
    expect(env('paper') === before).toBe(dry !== '');
  });

  test('takes the value from a command, whose words are its own', async () => {
    const { root, env } = await aStage('use paper');
    const words = ['rotate', feedKey, '--profile', 'paper', '--root', root, '--json'];
    const host = aHost({ valueSources: stage.piped(''), terminal: { open: () => undefined } });
    const manner = { mayColour: async () => false, version: 'test' };
    const told = await run(
      [...words, '--from-command', '--', 'print', newFeed],
      () => host,
      manner,
    );
    expect([told.code, told.out.includes(newFeed)]).toEqual([0, false]);
    expect(env('paper')).toContain(newFeed);
  });

  test('with --no-restart leaves it open, and status, check and the next run say so', async () => {
    const { run, systemd } = await aStage('use paper');
    const told = await run(`${rotate(feedKey, 'paper')} --no-restart`, newFeed);
    expect(told).toMatchObject({ code: 0, next: 'restarted' });
    expect(systemd.did).toEqual([]);
    const open = await run('rotate --status');
    expect(open.open).toMatchObject([
      { key: feedKey, profile: 'paper', record: { done: 'promoted' } },
    ]);
    for (const line of ['status', 'check paper']) {
      const { findings } = await run(line);
      expect(findings).toContainEqual(expect.objectContaining({ rule: 'rotation-open' }));
    }
    expect(await run(`${rotate(feedKey, 'paper')} --revoked`)).toMatchObject({
      code: 3,
      error: { rule: 'not-yet' },
    });
    expect(await run(rotate(feedKey, 'paper'))).toMatchObject({ code: 0, next: 'revoked' });
    expect(systemd.did).toEqual(['restart pine-worker@a.service']);
  });
});
