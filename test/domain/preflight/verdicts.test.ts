import { describe, expect, test } from 'vitest';
import { judgeDatabento } from '../../../src/domain/preflight/databento.ts';
import { judgeDiscord } from '../../../src/domain/preflight/discord.ts';
import type { Judgement } from '../../../src/domain/preflight/judgement.ts';
import { pauseBeforeRetry } from '../../../src/domain/preflight/retry.ts';
import { judgeTraderspost } from '../../../src/domain/preflight/traderspost.ts';
import { judgeFailure } from '../../../src/domain/preflight/unanswered.ts';
import type { WebAnswered, WebFailure } from '../../../src/domain/preflight/web-question.ts';
import { Secret } from '../../../src/domain/secret.ts';

const core = ['123456789012345678', 'Tok-'.repeat(17)].join('/');

function answered(status: number, body: unknown = {}): WebAnswered {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', status, body: Secret.of(text), cut: false };
}

const told = ({ rule, severity, answered }: Judgement) => [rule, severity, answered];

const unknown = ['preflight-unknown', 'warning', false];
const no = (rule: string) => [`preflight-${rule}`, 'error', true];
const notAnswered = (rule: string) => [`preflight-${rule}`, 'warning', false];
const yes = ['preflight-good', 'info', true];

describe('the verdict on a status', () => {
  test.each([
    [200, yes],
    [401, no('bad-key')],
    [402, no('account')],
    [403, no('account')],
    [422, unknown],
    [429, notAnswered('rate-limited')],
    [301, notAnswered('redirect')],
    [404, unknown],
    [500, unknown],
    [503, unknown],
  ] as const)('of databento: %i', (status, expected) => {
    expect(told(judgeDatabento(answered(status), 'h'))).toEqual(expected);
  });

  test.each([
    [200, yes],
    [401, no('bad-key')],
    [404, no('gone')],
    [429, notAnswered('rate-limited')],
    [302, notAnswered('redirect')],
    [400, unknown],
    [502, unknown],
  ] as const)('of discord: %i', (status, expected) => {
    expect(told(judgeDiscord(answered(status), 'h', core))).toEqual(expected);
  });

  test.each([
    [200, { success: true }, no('accepted')],
    [204, '', no('accepted')],
    [404, { messageCode: 'not-found' }, no('gone')],
    [400, { messageCode: 'invalid-password' }, no('bad-key')],
    [400, { messageCode: 'invalid-payload' }, ['preflight-probably-good', 'info', true]],
    [400, { messageCode: 'empty-json' }, ['preflight-probably-good', 'info', true]],
    [400, { messageCode: 'not-trading-view' }, no('barred')],
    [400, { messageCode: 'invalid-ip-address' }, no('barred')],
    [400, { messageCode: 'malformed-json' }, unknown],
    [400, '<html>', unknown],
    [400, 'null', unknown],
    [429, { messageCode: 'too-many-requests' }, notAnswered('rate-limited')],
    [500, '<html>', unknown],
    [308, '', notAnswered('redirect')],
  ] as const)('of traderspost: %i %j', (status, body, expected) => {
    expect(told(judgeTraderspost(answered(status, body), 'h'))).toEqual(expected);
  });

  test('without an answer tells down from wrong key', () => {
    const failures: readonly WebFailure[] = [
      { kind: 'dns' },
      { kind: 'connect' },
      { kind: 'tls', fault: 'expired' },
      { kind: 'reset' },
      { kind: 'timeout' },
      { kind: 'other' },
    ];
    expect(failures.map((failure) => judgeFailure(failure, 'h').rule)).toEqual([
      'preflight-dns',
      'preflight-connect',
      'preflight-tls',
      'preflight-unknown',
      'preflight-unknown',
      'preflight-unknown',
    ]);
  });
});

describe('what discord says of a webhook', () => {
  const said = (fields: object) => judgeDiscord(answered(200, fields), 'h', core).message;

  test('is shown tamely', () => {
    const shown = said({ name: 'Or\u001b[31mders\u202e', channel_id: '223456789012345678' });
    expect(shown).toBe(
      'discord knows the webhook: name "Or.[31mders.", channel 223456789012345678',
    );
  });

  test('never holds the token, however it is quoted', () => {
    const token = core.slice(19);
    for (const name of [
      token,
      token.toUpperCase(),
      `x${token.slice(3, 12)}`,
      [...token].join(' '),
    ]) {
      expect(said({ name, token, channel_id: token })).toBe(
        'discord knows the webhook: name (not shown)',
      );
    }
  });
});

describe('asking once more', () => {
  const get = { method: 'GET', url: Secret.of('u') } as const;
  const post = {
    method: 'POST',
    url: Secret.of('u'),
    body: { type: 'health_check', timestamp: '' },
  } as const;
  const reset = { kind: 'failed', failure: { kind: 'reset' } } as const;

  test('is for what changes nothing, after a reset or a fault of the server', () => {
    expect(pauseBeforeRetry(get, reset)).toBe(500);
    expect(pauseBeforeRetry(get, answered(503))).toBe(500);
    expect(pauseBeforeRetry(get, { ...answered(503), retryAfter: 5 })).toBe(5000);
    expect(pauseBeforeRetry(get, { ...answered(503), retryAfter: 6 })).toBeUndefined();
  });

  test('is never for an order webhook, a wrong key or a rate limit', () => {
    expect(pauseBeforeRetry(post, reset)).toBeUndefined();
    expect(pauseBeforeRetry(post, answered(503))).toBeUndefined();
    for (const status of [200, 401, 404, 429]) {
      expect(pauseBeforeRetry(get, answered(status))).toBeUndefined();
    }
  });
});
