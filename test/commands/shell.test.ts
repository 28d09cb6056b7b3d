import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { envOf, madeUp, plainPlan, rootAfter } from './a-root.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { layDown } from './tree.ts';
import { givenTo, ownOf, told, underProfile } from './under-a-profile.ts';

const plain = {
  PATH: '/usr/bin',
  SHELL: '/usr/bin/zsh',
  ZDOTDIR: '/home/ann/z',
  ENV: '/home/ann/e',
};
const room = '/usr/lib/pine-env/shells';
const now = Date.UTC(2026, 10, 24, 3) / 1000;

async function aRoot(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

describe('a shell on paper', () => {
  test('gets its keys under other names, until its own text has put its badge in place', async () => {
    const outcome = await underProfile(await aRoot(), 'shell paper --shell bash', ownOf(plain));
    expect(told(outcome)).toBe(`becomes bash --rcfile ${room}/bash -i`);
    expect(givenTo(outcome)).toEqual({
      ...plain,
      PINE_ENV_PROFILE: 'paper',
      PINE_ENV_TIER: 'safe',
      PINE_ENV_BADGE: '(paper)',
      PINE_ENV_ROOM: room,
      PINE_ENV_KEYS: 'DATABENTO_API_KEY TRADERSPOST_WEBHOOK_URL POLICY_KILLSWITCH',
      PINE_ENV_FORGET: '',
      PINE_ENV_HELD_DATABENTO_API_KEY: madeUp('databento', 'paper feed 1'),
      PINE_ENV_HELD_TRADERSPOST_WEBHOOK_URL: madeUp('traderspost', 'paper orders 1'),
      PINE_ENV_HELD_POLICY_KILLSWITCH: 'false',
    });
  });

  test('is the person’s own unless another one is named, and finds its person’s files', async () => {
    const outcome = await underProfile(await aRoot(), 'shell paper', ownOf(plain));
    expect(told(outcome)).toBe('becomes /usr/bin/zsh -i');
    expect(givenTo(outcome)).toMatchObject({
      ZDOTDIR: `${room}/zsh`,
      PINE_ENV_THEIR_ZDOTDIR: '/home/ann/z',
    });
    const dash = await underProfile(await aRoot(), 'shell paper --shell dash', ownOf(plain));
    expect(givenTo(dash)).toMatchObject({ ENV: `${room}/sh`, PINE_ENV_THEIR_ENV: '/home/ann/e' });
  });

  test('ends when it is told to, and forgets what --only leaves out', async () => {
    const line = 'shell paper --shell fish --for 90s --only DATABENTO_API_KEY';
    const given = givenTo(await underProfile(await aRoot(), line, ownOf(plain)));
    expect(given).toMatchObject({
      PINE_ENV_KEYS: 'DATABENTO_API_KEY',
      PINE_ENV_FORGET: 'TRADERSPOST_WEBHOOK_URL POLICY_KILLSWITCH',
      PINE_ENV_UNTIL: `${now + 90}`,
    });
    expect(given).not.toHaveProperty('PINE_ENV_UNLOCKED');
  });

  test.each([
    [{ ...plain, PINE_ENV_PROFILE: 'paper' }, 'shell paper', '3 shell-nested'],
    [{ ...plain, PINE_ENV_PROFILE: 'live' }, 'shell paper', '3 shell-nested'],
    [{ ...plain, PINE_ENV_PROFILE: '' }, 'shell live', '3 shell-nested'],
    [{ PATH: '/x', SHELL: '/bin/tcsh' }, 'shell paper', '2 shell-unknown'],
    [plain, 'shell paper --shell tcsh', '2 shell-unknown'],
    [plain, 'shell paper --for 0m', '2 not-a-time'],
    [plain, 'shell paper --for 25h', '2 not-a-time'],
    [plain, 'shell paper --for never', '2 not-a-time'],
    [plain, 'shell', '2 no-profile'],
  ])('is refused: %j, %s: %s', async (own, line, answer) => {
    expect(told(await underProfile(await aRoot(), line, ownOf(own)))).toBe(answer);
  });
});

describe('a shell with real money', () => {
  test('has half an hour and a seal, when somebody consents', async () => {
    const outcome = await underProfile(await aRoot(), 'shell live --shell sh', ownOf(plain), {
      terminal: consenting,
    });
    const given = givenTo(outcome);
    expect(given).toMatchObject({ PINE_ENV_BADGE: '[LIVE]', PINE_ENV_UNTIL: `${now + 1800}` });
    expect(given.PINE_ENV_UNLOCKED).toMatch(/^[0-9a-f]{64}:hmac-sha256:[0-9a-f]{64}$/);
  });

  test('is refused without a terminal', async () => {
    const outcome = await underProfile(await aRoot(), 'shell live', ownOf(plain), {
      terminal: noTerminal,
    });
    expect([told(outcome), outcome.becomes]).toEqual(['3 no-terminal', undefined]);
  });
});

/** What a command finds in a shell on live once its text has run. */
async function insideLive(root: string): Promise<Record<string, string>> {
  const outcome = await underProfile(root, 'shell live --shell sh', ownOf(plain), {
    terminal: consenting,
  });
  const held = 'PINE_ENV_HELD_';
  return Object.fromEntries(
    Object.entries(givenTo(outcome)).map(([name, value]) => [name.replace(held, ''), value]),
  );
}

describe('inside a shell on live', () => {
  const line = 'run live -- worker';
  const asks = (root: string, own: Readonly<Record<string, string>>, host = 'trader-1') =>
    underProfile(root, line, ownOf(own), { terminal: noTerminal, host }).then(told);

  test('`run live` asks nobody, and neither does what it starts', async () => {
    const root = await aRoot();
    const inside = await insideLive(root);
    const outcome = await underProfile(root, line, ownOf(inside), { terminal: noTerminal });
    expect(told(outcome)).toBe('becomes worker');
    expect(await asks(root, givenTo(outcome))).toBe('becomes worker');
  });

  test('with --only it asks nobody for that key, and for any other it does', async () => {
    const root = await aRoot();
    const { DATABENTO_API_KEY: _gone, ...inside } = await insideLive(root);
    const ask = (line: string) =>
      underProfile(root, line, ownOf(inside), { terminal: noTerminal }).then(told);
    expect(await ask('run live --only TRADERSPOST_WEBHOOK_URL -- worker')).toBe('becomes worker');
    expect(await ask('run live --only DATABENTO_API_KEY -- worker')).toBe('3 no-terminal');
  });

  const spoils: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['its time is over', { PINE_ENV_UNTIL: '1' }],
    ['somebody gave it more time', { PINE_ENV_UNTIL: '9999999999' }],
    ['it has no seal', { PINE_ENV_UNLOCKED: '' }],
    [
      'it has the seal of another',
      { PINE_ENV_UNLOCKED: `${'0'.repeat(64)}:hmac-sha256:${'0'.repeat(64)}` },
    ],
    ['it is another profile’s', { PINE_ENV_PROFILE: 'paper' }],
    ['it has lost a key', { DATABENTO_API_KEY: '' }],
  ];
  test.each(spoils)('it asks again when %s', async (_what, change) => {
    const root = await aRoot();
    expect(await asks(root, { ...(await insideLive(root)), ...change })).toBe('3 no-terminal');
  });

  test('it asks again when the file has other bytes, and on another host', async () => {
    const root = await aRoot();
    const inside = await insideLive(root);
    expect(await asks(root, inside, 'trader-2')).toBe('3 no-terminal');
    appendFileSync(join(root, envOf('live')), '# an edit\n');
    expect(await asks(root, inside)).toBe('3 no-terminal');
  });
});
