import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runnerMask } from '../../../src/adapters/sources/runner-mask.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { madeUp } from '../../commands/a-root.ts';
import { scratch } from '../../scratch.ts';
import { answerOf, doubleOf, rootWith } from './a-source.ts';

const feed = madeUp('databento', 'paper feed 1');
const live = madeUp('databento', 'live feed 1');
const stranger = madeUp('databento', 'nobody knows it');
const fromEnv = '{ kind: env, keys: [DATABENTO_API_KEY, POLICY_KILLSWITCH] }';

describe('variables of our own environment', () => {
  const answer = async (value: string, enrolling = false) =>
    answerOf(
      await rootWith(fromEnv),
      { DATABENTO_API_KEY: value, POLICY_KILLSWITCH: 'true' },
      enrolling,
    );

  test('are taken where they are enrolled for this profile', async () => {
    expect(await answer(feed)).toEqual({ DATABENTO_API_KEY: feed, POLICY_KILLSWITCH: 'true' });
  });

  test('are taken by the name they have there', async () => {
    const root = await rootWith('{ kind: env, keys: { DATABENTO_API_KEY: CI_FEED } }');
    expect(await answerOf(root, { CI_FEED: feed })).toEqual({ DATABENTO_API_KEY: feed });
  });

  test.each([
    ['live, in a safe profile', live, 'source-holds-a-live-key'],
    ['of nobody', stranger, 'source-key-unregistered'],
  ])('are refused when they are %s', async (_, value, rule) => {
    const told = await answer(value);
    expect(told).toMatchObject({ kind: 'refused', rule });
    expect(JSON.stringify(told)).not.toContain(value);
  });

  test('come unregistered only into an env file, where they can be enrolled', async () => {
    expect(await answer(stranger, true)).toMatchObject({ DATABENTO_API_KEY: stranger });
    expect(await answer(live, true)).toMatchObject({ rule: 'source-holds-a-live-key' });
  });

  test('that are not there are all named, with what to do', async () => {
    const keys =
      '{ DATABENTO_NO_KEY: CI_FEED, DATABENTO_API_KEY: DATABENTO_API_KEY, NO_FLAG: NO_FLAG }';
    const root = await rootWith(`{ kind: env, keys: ${keys} }`);
    const told = await answerOf(root, { DATABENTO_API_KEY: feed });
    expect(told).toMatchObject({ kind: 'provider', rule: 'source-field-missing' });
    expect(told.message).toContain('CI_FEED (for DATABENTO_NO_KEY) and NO_FLAG are not set');
    expect(told.message).not.toContain('DATABENTO_API_KEY');
    expect(told.remedy).toContain('hand them to this step of the job');
    expect(told.remedy).not.toContain('number');
  });
});

test('a store inherits our environment, without the keys of other profiles', async () => {
  const root = await rootWith('{ kind: command, command: [the-store] }');
  const store = doubleOf(
    'the-store',
    'for n in KEPT DATABENTO_API_KEY RENAMED TRADERSPOST_WEBHOOK_URL; do eval "echo A_$n=\\${$n:-none}"; done\n',
  );
  const given = {
    KEPT: 'yes',
    DATABENTO_API_KEY: feed,
    RENAMED: live,
    TRADERSPOST_WEBHOOK_URL: stranger,
  };
  expect(await answerOf(root, { ...store, ...given })).toEqual({
    A_KEPT: 'yes',
    A_DATABENTO_API_KEY: feed,
    A_RENAMED: 'none',
    A_TRADERSPOST_WEBHOOK_URL: 'none',
  });
});

describe('the mask of a CI runner', () => {
  const value = Secret.of('one 100%\n\ntwo');

  test('is a line for each line of a value, as the runner takes it back', async () => {
    const child = spawn('cat', [], { stdio: ['pipe', 'pipe', 'inherit'] });
    const pipe = (child.stdin as unknown as { _handle: { fd: number } })._handle.fd;
    const heard = new Promise<string>((resolve) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
      });
      child.on('close', () => resolve(text));
    });
    runnerMask({ GITHUB_ACTIONS: 'true' }, pipe)([value]);
    runnerMask({}, pipe)([Secret.of('not told')]);
    child.stdin.end();
    expect(await heard).toBe('::add-mask::one 100%25\n::add-mask::two\n');
  });

  test('is not written into a file', () => {
    const path = join(scratch(), 'log');
    runnerMask({ GITHUB_ACTIONS: 'true' }, openSync(path, 'w'))([value]);
    expect(readFileSync(path, 'utf8')).toBe('');
  });
});
