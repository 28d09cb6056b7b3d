import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/cli.ts';
import { Secret } from '../../src/domain/secret.ts';
import { scratch } from '../scratch.ts';
import { envOf, linkAt, madeUp, plainPlan, rootAfter, write } from './a-root.ts';
import { atTheGate, environmentFrom } from './at-the-gate.ts';
import { layDown } from './tree.ts';

const started = ['--', 'worker', '-m', 'pine'];

/** A root after these commands. */
async function rootWith(...lines: readonly string[]): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan, ...lines), root);
  return root;
}

function told({ code, out, err, becomes }: Outcome): string {
  const rule = /\(([a-z0-9-]+)\)/.exec(err)?.[1];
  if (becomes !== undefined) return 'starts';
  return `${code} ${rule ?? out.trim()}`;
}

describe('a worker on paper', () => {
  test('becomes what stands behind --, with the environment that was looked at', async () => {
    const root = await rootWith('use paper');
    const own = environmentFrom(root, envOf('paper'));
    const { becomes, out, err } = await atTheGate(root, own, [
      '--',
      'worker',
      '--json',
      '--root',
      '',
    ]);
    expect([out, err]).toEqual(['', '']);
    expect(becomes).toEqual({
      file: '/usr/bin/worker',
      argv: ['worker', '--json', '--root', ''],
      environment: own.kind === 'read' && own.variables,
      inherited: true,
      endsWithUs: false,
      startsSurely: true,
    });
  });

  test('is told in one line without a command, and in JSON', async () => {
    const root = await rootWith('use paper');
    const own = environmentFrom(root, envOf('paper'));
    const { code, out, err } = await atTheGate(root, own);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe('paper linked, keys of paper: a worker may start with this environment\n');
    expect(JSON.parse((await atTheGate(root, own, ['--json'])).out)).toMatchObject({
      schema: 'pine-env/gate@1',
      outcome: 'done',
      exit: 0,
      profiles: ['paper'],
      tier: 'safe',
      environments: ['paper'],
      findings: [],
    });
  });

  test('starts with a note in one line for each doubt that stops nobody from reaching paper', async () => {
    const root = await rootWith('use paper');
    const own = environmentFrom(root, envOf('paper'));
    appendFileSync(join(root, envOf('paper')), 'MORE=1\n');
    const { becomes, out, err } = await atTheGate(root, own, started);
    expect(becomes).toBeDefined();
    expect(out).toBe('');
    expect(err).toBe(
      'pine-env: warning gate-not-linked  Deployment/env/pine-trader.env: the environment lacks MORE, which the file of paper sets now\n',
    );
    expect((await atTheGate(root, own, ['--quiet', ...started])).err).toBe(err);
  });

  test('needs no other profile, no registry, no journal and no consent', async () => {
    const root = await rootWith('use paper');
    const own = environmentFrom(root, envOf('paper'));
    write(root, 'profiles/live.yaml', 'tier: [');
    unlinkSync(join(root, envOf('live')));
    renameSync(join(root, 'Deployment/state'), join(root, 'Deployment/gone'));
    expect(await atTheGate(root, own, started)).toMatchObject({ err: '', becomes: {} });
    unlinkSync(join(root, 'profiles/keys.yaml'));
    const { becomes, err } = await atTheGate(root, own, started);
    expect(becomes).toBeDefined();
    expect(err).toMatch(/^pine-env: warning gate-unproven .*\n$/);
  });

  test('is refused with live keys, whoever flipped the link after they were read', async () => {
    const root = await rootWith('use paper', 'use live');
    const own = environmentFrom(root, envOf('live'));
    unlinkSync(join(root, linkAt()));
    symlinkSync('pine-trader.paper.env', join(root, linkAt()));
    const outcome = await atTheGate(root, own, started);
    expect(told(outcome)).toBe('78 gate-not-linked');
    expect(outcome.becomes).toBeUndefined();
  });
});

describe('a worker with real money', () => {
  test('starts where somebody agreed to these very bytes', async () => {
    const root = await rootWith('use paper', 'use live');
    expect(told(await atTheGate(root, environmentFrom(root, envOf('live')), started))).toBe(
      'starts',
    );
  });

  const spoils: readonly (readonly [string, (root: string) => void, string])[] = [
    [
      'an edit of the file, read since',
      (root) => appendFileSync(join(root, envOf('live')), 'A=1\n'),
      'gate-no-consent',
    ],
    ['no consent', (root) => unlinkSync(join(root, 'Deployment/state/consent')), 'gate-no-consent'],
    [
      'consent that others may write',
      (root) => chmodSync(join(root, 'Deployment/state/consent'), 0o666),
      'gate-no-consent',
    ],
    [
      'half a consent',
      (root) => writeFileSync(join(root, 'Deployment/state/consent'), '{"v":1'),
      'gate-no-consent',
    ],
    ['no registry', (root) => unlinkSync(join(root, 'profiles/keys.yaml')), 'gate-unproven'],
    ['a broken registry', (root) => write(root, 'profiles/keys.yaml', 'keys: ['), 'gate-unproven'],
    [
      'a broken profile',
      (root) => write(root, 'profiles/live.yaml', 'tier: live'),
      'gate-not-linked',
    ],
    ['no link', (root) => unlinkSync(join(root, linkAt())), 'gate-not-linked'],
    ['a root that others may write', (root) => chmodSync(root, 0o777), 'root-writable-by-others'],
    ['no root', (root) => renameSync(join(root, 'profiles'), join(root, 'gone')), 'no-root'],
  ];
  test.each(spoils)('does not start with %s', async (_what, spoil, rule) => {
    const root = await rootWith('use paper', 'use live');
    const before = environmentFrom(root, envOf('live'));
    spoil(root);
    const own = rule === 'gate-no-consent' ? environmentFrom(root, envOf('live')) : before;
    for (const words of [started, []]) {
      expect(told(await atTheGate(root, own, words))).toBe(`78 ${rule}`);
      const json = await atTheGate(root, own, ['--json', ...words]);
      expect(json.becomes).toBeUndefined();
      expect(JSON.parse(json.out)).toMatchObject({
        exit: 78,
        outcome: 'not-done',
        error: { rule },
      });
      expect(json.code).toBe(78);
    }
    chmodSync(root, 0o700);
  });

  test('does not care for a routine edit of the registry', async () => {
    const root = await rootWith('use paper', 'use live');
    appendFileSync(join(root, 'profiles/keys.yaml'), '# a note\n');
    expect(told(await atTheGate(root, environmentFrom(root, envOf('live')), started))).toBe(
      'starts',
    );
  });

  test('is stopped by a file that was edited after systemd read it', async () => {
    const root = await rootWith('use paper', 'use live');
    const own = environmentFrom(root, envOf('live'));
    writeFileSync(
      join(root, envOf('live')),
      readFileSync(join(root, envOf('live')), 'utf8').replace('false', 'true'),
    );
    expect(told(await atTheGate(root, own, started))).toBe('78 gate-not-linked');
  });

  test('is stopped by a config of its own that gives it paper keys', async () => {
    const root = await rootWith('use paper', 'use live');
    const own = environmentFrom(root, envOf('live'));
    mkdirSync(join(root, 'runtime'), { mode: 0o755 });
    write(
      root,
      'runtime/c.yml',
      `traderspost_webhook: ${madeUp('traderspost', 'paper orders 1')}\n`,
    );
    const variables = new Map(own.kind === 'read' ? own.variables : []);
    variables.set('PINE_RUNTIME_CONFIG', Secret.of(join(root, 'runtime/c.yml')));
    expect(told(await atTheGate(root, { kind: 'read', variables }, started))).toBe(
      '78 gate-config-elsewhere',
    );
  });
});

describe('a gate that cannot look', () => {
  test('refuses where its own environment is closed to it', async () => {
    const root = await rootWith('use paper');
    const outcome = await atTheGate(root, { kind: 'closed', why: 'not-permitted' }, started);
    expect(told(outcome)).toBe('78 gate-unproven');
  });

  test.each([
    [['--'], '2 no-command'],
    [['--', ''], '2 no-command'],
    [['--', 'worker', 'a\ufffdb'], '2 command-not-utf8'],
    [['worker'], '2 too-many-words'],
    [['-m', '--', 'worker'], '2 unknown-option'],
    [['--', 'nosuch'], '127 command-not-found'],
    [['--', 'data'], '126 command-not-executable'],
  ])('does not start %j', async (words, answer) => {
    const root = await rootWith('use paper');
    const outcome = await atTheGate(root, environmentFrom(root, envOf('paper')), words);
    expect([told(outcome), outcome.becomes]).toEqual([answer, undefined]);
  });

  test('says that the keys are wrong before it says that the program is', async () => {
    const root = await rootWith('use paper', 'use live', 'use paper');
    const own = environmentFrom(root, envOf('live'));
    expect(told(await atTheGate(root, own, ['--', 'nosuch']))).toBe('78 gate-not-linked');
  });
});
