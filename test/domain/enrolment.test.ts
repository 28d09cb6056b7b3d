import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/domain/checks/index.ts';
import { enrolReport, planEnrolment } from '../../src/domain/enrolment.ts';
import { fingerprint, windowOf } from '../../src/domain/fingerprint.ts';
import type { Registry } from '../../src/domain/registry.ts';
import { aRegistry, type Enrolling, salt, soundEnrolments } from './a-registry.ts';
import { aWorld, liveFile, paperFile } from './a-world.ts';
import { envText, paperText, values } from './env-samples.ts';
import { failureOf } from './journal-samples.ts';
import { stranger } from './mistakes.ts';

const stamp = { issued: '2026-10-02', owner: 'ops' };

function plan(registry: Registry, text: string, name: 'paper' | 'live' = 'paper') {
  const file = name === 'paper' ? paperFile : liveFile;
  const view = viewOf(aWorld({ files: { [file]: text }, registry }), name);
  if (view === undefined) throw new Error('no view');
  return planEnrolment(view, registry, salt, stamp);
}

const nothing = aRegistry([]);
const sound = aRegistry(soundEnrolments);
const hook =
  (value: string, more: readonly Enrolling[] = []) =>
  () =>
    plan(aRegistry(more), envText({ TRADERSPOST_WEBHOOK_URL: value }));

describe('an enrolment', () => {
  test('takes every secret of the file, and no setting', () => {
    expect(plan(nothing, paperText()).map(({ key, guarded }) => [key, guarded])).toEqual([
      ['TRADERSPOST_WEBHOOK_URL', true],
      ['DATABENTO_API_KEY', false],
      ['DISCORD_WEBHOOK_URL', false],
      ['TRADERSPOST_API_KEY', false],
    ]);
  });

  test('records fingerprints, the window, the date and the owner, and nothing of the value', () => {
    const [one] = plan(nothing, paperText());
    const core = new URL(values.paperHook).pathname.split('/').slice(-2).join('/').toLowerCase();
    expect(one).toEqual({
      key: 'TRADERSPOST_WEBHOOK_URL',
      guarded: true,
      entry: {
        fingerprint: fingerprint(salt, 'traderspost', core),
        whole: expect.stringMatching(/^hmac-sha256:[0-9a-f]{32}$/),
        window: windowOf(core),
        ...stamp,
      },
    });
  });

  test('has nothing to do when all is current', () => {
    expect(plan(sound, paperText())).toEqual([]);
    expect(plan(sound, paperText({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook}/` }))).toEqual([]);
  });

  test('says what a new value replaces', () => {
    const before = sound.keys.get('DATABENTO_API_KEY')?.environments.get('paper')?.[0]?.fingerprint;
    expect(before).toBeDefined();
    const [one, ...more] = plan(sound, paperText({ DATABENTO_API_KEY: values.strangeData }));
    expect(one).toMatchObject({ key: 'DATABENTO_API_KEY', replaces: before });
    expect(more).toEqual([]);
  });

  test('takes a value that is only to come, or was the previous one', () => {
    for (const generation of ['next', 'previous'] as const) {
      const registry = aRegistry([stranger('paper', { generation })]);
      const text = envText({ TRADERSPOST_WEBHOOK_URL: values.stranger });
      expect(plan(registry, text)).toHaveLength(1);
    }
  });

  test('takes the last of several lines, as the worker does', () => {
    const text = `TRADERSPOST_WEBHOOK_URL=changeme\n${paperText()}`;
    expect(plan(nothing, text).map(({ key }) => key)).toHaveLength(4);
  });

  test('takes a shared value that another environment has', () => {
    const live = soundEnrolments.filter(({ environment }) => environment === 'live');
    const text = envText({ DISCORD_WEBHOOK_URL: values.news });
    expect(plan(aRegistry(live), text).map(({ key }) => key)).toEqual(['DISCORD_WEBHOOK_URL']);
  });

  test('leaves out what is empty, and what the registry does not describe', () => {
    expect(plan(nothing, envText({ TRADERSPOST_API_KEY: '', MY_HOOK: values.stranger }))).toEqual(
      [],
    );
  });
});

const guessable = 'https://webhooks.traderspost.io/trading/webhook/';

describe('an enrolment is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['a template', hook('https://webhooks.traderspost.io/REPLACE_ME'), 'placeholder'],
    ['blanks', hook('"  "'), 'placeholder'],
    ['two webhooks', hook(`${values.paperHook},${values.stranger}`), 'two-credentials'],
    ['a word', hook('password'), 'low-entropy'],
    ['a webhook with a guessable end', hook(`${guessable}${'0'.repeat(8)}`), 'low-entropy'],
    ['a live value', hook(values.stranger, [stranger('live')]), 'enrolled-elsewhere'],
    [
      'a live value with another spelling',
      hook(`${values.stranger.toUpperCase()}?a=1`, [stranger('live')]),
      'enrolled-elsewhere',
    ],
    [
      'a revoked live value',
      hook(values.stranger, [stranger('live', { generation: 'revoked' })]),
      'enrolled-elsewhere',
    ],
    [
      'the value of another key',
      () =>
        plan(
          aRegistry([stranger('paper', { key: 'TRADERSPOST_API_KEY' })]),
          envText({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
        ),
      'enrolled-elsewhere',
    ],
    [
      'an exclusive value under a shared key',
      () => plan(aRegistry([stranger('live')]), envText({ DISCORD_WEBHOOK_URL: values.stranger })),
      'enrolled-elsewhere',
    ],
    ['a paper value for live', () => plan(sound, paperText(), 'live'), 'enrolled-elsewhere'],
  ])('for %s', (_about, act, rule) => {
    const failure = failureOf(act);
    expect(failure).toMatchObject({ kind: 'refused', rule });
    expect(failure.message).toMatch(/^\w+ \(line \d+\) .*; nothing was enrolled$/);
    expect(failure.remedy).not.toMatch(/--enroll|--force/);
    const told = JSON.stringify(failure).toLowerCase();
    for (const value of Object.values(values)) {
      expect(told).not.toContain(value.toLowerCase());
      expect(told).not.toContain(value.slice(-12).toLowerCase());
    }
  });
});

describe('the report of an enrolment', () => {
  test('shows short fingerprints and never a value', () => {
    const enrolled = plan(nothing, paperText());
    const report = enrolReport({ path: '/r', source: '--root' }, 'paper', enrolled, 'abc');
    expect(report).toMatchObject({ schema: 'pine-env/keys@1', root: '/r', exit: 0, head: 'abc' });
    expect(report.enrolled).toHaveLength(4);
    for (const { fingerprint: short } of report.enrolled) expect(short).toMatch(/^[0-9a-f]{8}$/);
    for (const value of Object.values(values)) expect(JSON.stringify(report)).not.toContain(value);
  });
});
