import { appendFileSync, chmodSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { envOf, madeUp, plainPlan, rootAfter, write } from './a-root.ts';
import { aTerminal, consenting, noTerminal, phraseOn, silent, types } from './a-terminal.ts';
import { diskThatFails } from './broken-disk.ts';
import { layDown } from './tree.ts';
import { givenTo, ownOf, told, underProfile } from './under-a-profile.ts';

const plain = ownOf({ PATH: '/usr/bin', EDITOR: 'vi' });
const liveHook = madeUp('traderspost', 'live orders 1');
const paperHook = madeUp('traderspost', 'paper orders 1');

async function aRoot(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

function journal(root: string): readonly Record<string, unknown>[] {
  const text = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('a command on paper', () => {
  test('gets the keys of paper and what is nobody’s, whatever is linked', async () => {
    const root = await aRoot();
    const outcome = await underProfile(root, 'run paper -- worker --json -m pine', plain);
    expect([outcome.out, outcome.err]).toEqual(['', '']);
    expect(outcome.becomes).toMatchObject({
      file: '/usr/bin/worker',
      argv: ['worker', '--json', '-m', 'pine'],
      inherited: false,
      endsWithUs: true,
      startsSurely: true,
    });
    expect(givenTo(outcome)).toEqual({
      PATH: '/usr/bin',
      EDITOR: 'vi',
      DATABENTO_API_KEY: madeUp('databento', 'paper feed 1'),
      TRADERSPOST_WEBHOOK_URL: paperHook,
      POLICY_KILLSWITCH: 'false',
      PINE_ENV_PROFILE: 'paper',
      PINE_ENV_TIER: 'safe',
    });
  });

  test('is told by name, and in one line, what it does not get', async () => {
    const own = ownOf({
      PATH: '/usr/bin',
      HOOK: `curl ${liveHook}`,
      TRADERSPOST_WEBHOOK_URL: liveHook,
    });
    const outcome = await underProfile(await aRoot(), 'run paper -- worker', own);
    expect(outcome.err).toBe(
      'pine-env: warning taken-away  the environment: not handed on: HOOK (a key of live) and TRADERSPOST_WEBHOOK_URL (a key of live)\n',
    );
    expect(givenTo(outcome)).not.toHaveProperty('HOOK');
    expect(givenTo(outcome).TRADERSPOST_WEBHOOK_URL).toBe(paperHook);
  });

  test('gets one key and no other with --only', async () => {
    const own = ownOf({ PATH: '/usr/bin', OLD: paperHook, POLICY_KILLSWITCH: 'true' });
    const outcome = await underProfile(
      await aRoot(),
      'run paper --only DATABENTO_API_KEY -- worker',
      own,
    );
    expect(Object.keys(givenTo(outcome)).sort()).toEqual([
      'DATABENTO_API_KEY',
      'PATH',
      'PINE_ENV_PROFILE',
      'PINE_ENV_TIER',
    ]);
    expect(outcome.err).toContain('OLD (a key of paper) and POLICY_KILLSWITCH');
  });

  test('gets of what was inherited only what every program needs with --pristine', async () => {
    const own = ownOf({ PATH: '/usr/bin', LC_TIME: 'C', TZ: 'UTC', EDITOR: 'vi', LD_PRELOAD: 'x' });
    const outcome = await underProfile(await aRoot(), 'run paper --pristine -- worker', own);
    expect(Object.keys(givenTo(outcome))).toEqual(
      expect.arrayContaining(['PATH', 'LC_TIME', 'TZ', 'DATABENTO_API_KEY']),
    );
    expect(givenTo(outcome)).not.toHaveProperty('EDITOR');
    expect(givenTo(outcome)).not.toHaveProperty('LD_PRELOAD');
    expect(outcome.err).toBe('');
  });

  test('does not get the marks of another shell', async () => {
    const own = ownOf({
      PATH: '/x',
      PINE_ENV_PROFILE: 'live',
      PINE_ENV_UNTIL: '9',
      PINE_ENV_HELD_X: 'y',
    });
    const given = givenTo(await underProfile(await aRoot(), 'run paper -- worker', own));
    expect(given).toMatchObject({ PINE_ENV_PROFILE: 'paper' });
    expect(given).not.toHaveProperty('PINE_ENV_UNTIL');
    expect(given).not.toHaveProperty('PINE_ENV_HELD_X');
  });

  test('gets bytes that are no text by inheriting them', async () => {
    const own = ownOf({ PATH: '/x', X: 'a\udcff', HOOK: liveHook });
    const { becomes } = await underProfile(await aRoot(), 'run paper -- worker', own);
    expect(becomes).toMatchObject({ inherited: true, edit: { unset: ['HOOK'] } });
    expect([...(becomes?.edit?.set.keys() ?? [])]).not.toContain('X');
  });

  test.each([
    ['a name that cannot be said', ownOf({ X: '\udcff', 'K\udcfe': liveHook })],
    ['what nobody sees', ownOf({ X: '\udcff' }, 1)],
  ])('is refused where such bytes stand beside %s', async (_what, own) => {
    const root = await aRoot();
    expect(told(await underProfile(root, 'run paper -- worker', own))).toBe(
      '3 environment-not-exact',
    );
    expect(told(await underProfile(root, 'run paper --pristine -- worker', own))).toBe(
      'becomes worker',
    );
  });

  const spoils: readonly (readonly [string, (root: string) => void, string])[] = [
    [
      'a live key in its file',
      (root) => appendFileSync(join(root, envOf('paper')), `H=${liveHook}\n`),
      '3 blocked-by-findings',
    ],
    [
      'a file that others may read',
      (root) => chmodSync(join(root, envOf('paper')), 0o644),
      '3 blocked-by-findings',
    ],
    ['no file', (root) => unlinkSync(join(root, envOf('paper'))), '3 blocked-by-findings'],
    [
      'no registry',
      (root) => unlinkSync(join(root, 'profiles/keys.yaml')),
      '3 blocked-by-findings',
    ],
    [
      'another profile that cannot be read',
      (root) => write(root, 'profiles/live.yaml', 'tier: ['),
      '3 blocked-by-findings',
    ],
    [
      'a key that stands there twice',
      (root) => appendFileSync(join(root, envOf('paper')), 'A=1\nA=2\n'),
      '3 blocked-by-findings',
    ],
    [
      'a profile of its own that cannot be read',
      (root) => write(root, 'profiles/paper.yaml', 'tier: ['),
      '5 ',
    ],
  ];
  test.each(spoils)('is refused with %s', async (_what, spoil, rule) => {
    const root = await aRoot();
    spoil(root);
    const outcome = await underProfile(root, 'run paper -- worker', plain);
    expect(told(outcome).startsWith(rule)).toBe(true);
    expect(outcome.becomes).toBeUndefined();
    const json = await underProfile(root, 'run paper --json -- worker', plain);
    expect(JSON.parse(json.out)).toMatchObject({ schema: 'pine-env/run@1', outcome: 'not-done' });
  });

  test('does not care for units, links and the journal: a laptop has none', async () => {
    const root = await aRoot();
    write(root, 'Deployment/env/pine-trader.env', 'not a link\n');
    expect(told(await underProfile(root, 'run paper -- worker', plain))).toBe('becomes worker');
  });

  test.each([
    ['run paper', '2 no-command'],
    ['run paper --', '2 no-command'],
    ['run', '2 no-profile'],
    ['run paper worker', '2 too-many-words'],
    ['run nosuch -- worker', '5 unknown-profile'],
    ['run paper --only NO_SUCH_KEY -- worker', '2 key-not-there'],
    ['run paper -- no-such', '127 command-not-found'],
  ])('%s is %s', async (line, answer) => {
    expect(told(await underProfile(await aRoot(), line, plain))).toBe(answer);
  });
});

describe('a command with real money', () => {
  const line = 'run live -- /opt/bin/order --token=abc';

  test('is asked for by its name and none of its words, and is noted', async () => {
    const root = await aRoot();
    let shown: readonly string[] = [];
    const terminal = aTerminal((seen) => {
      shown = seen.said;
      return types(phraseOn(seen));
    });
    const outcome = await underProfile(root, line, plain, { terminal });
    expect(told(outcome)).toBe('becomes /opt/bin/order --token=abc');
    expect(givenTo(outcome)).toMatchObject({
      PINE_ENV_TIER: 'live',
      TRADERSPOST_WEBHOOK_URL: liveHook,
    });
    expect(shown.join('\n')).toContain('start order once, with these keys; no link moves');
    expect(shown.join('\n')).not.toContain('token');
    expect(journal(root).at(-1)).toMatchObject({
      kind: 'noted',
      verb: 'run',
      profile: 'live',
      tier: 'live',
      note: 'start order once',
    });
  });

  test('is asked for with the keys that it gets, and no others', async () => {
    let shown: readonly string[] = [];
    const terminal = aTerminal((seen) => {
      shown = seen.said;
      return types(phraseOn(seen));
    });
    const only = 'run live --only DATABENTO_API_KEY -- worker';
    const outcome = await underProfile(await aRoot(), only, plain, { terminal });
    expect(givenTo(outcome)).not.toHaveProperty('TRADERSPOST_WEBHOOK_URL');
    const keys = shown.filter((line) => /^ {2}[A-Z_]+ [0-9a-f]{8}$/.test(line));
    expect(keys.map((line) => line.trim().split(' ')[0])).toEqual(['DATABENTO_API_KEY']);
  });

  test.each([
    ['nobody there', noTerminal, '3 no-terminal'],
    ['nobody who answers', silent, '3 no-answer'],
    ['a wrong line', aTerminal(() => types('yes')), '3 wrong-phrase'],
  ])('is refused with %s', async (_what, terminal, answer) => {
    const outcome = await underProfile(await aRoot(), line, plain, { terminal });
    expect([told(outcome), outcome.becomes]).toEqual([answer, undefined]);
  });

  test('is refused when the file changed while the line was typed', async () => {
    const root = await aRoot();
    const terminal = aTerminal((seen) => {
      appendFileSync(join(root, envOf('live')), '# an edit\n');
      return types(phraseOn(seen));
    });
    expect(told(await underProfile(root, line, plain, { terminal }))).toBe(
      '3 changed-since-consent',
    );
  });

  test('is refused on a host that is not its own, whoever consents', async () => {
    const root = await aRoot();
    appendFileSync(join(root, 'profiles/live.yaml'), 'guard:\n  hosts: [trader-9]\n');
    expect(told(await underProfile(root, line, plain, { terminal: consenting }))).toBe(
      '3 blocked-by-findings',
    );
  });

  test('starts where nothing can be written down, and says so', async () => {
    const { disk } = diskThatFails('EROFS', ['append', 'writeNew', 'makeDirectory']);
    const outcome = await underProfile(await aRoot(), line, plain, { terminal: consenting, disk });
    expect(told(outcome)).toContain('becomes');
    expect(outcome.err).toContain('warning not-journalled');
  });
});
