import { describe, expect, test } from 'vitest';
import { dayUpTo, periodIn, publicWords } from '../../src/domain/registry-words.ts';
import { values } from './env-samples.ts';
import { failureOf } from './journal-samples.ts';

const { paperHook, paperData, news, paperToken } = values;
const [, password = ''] = new URL(paperHook).pathname.split('/').slice(-2);

describe('words for the registry', () => {
  test.each([
    'SIM-1',
    'SIM-123456 (TradeStation, Frankfurt) and SIM-123457',
    'the paper account of Ann O’Neil, “demo-2” — nothing else',
    'DEMO 1234567890123456',
    'strategy 0b3c2a10-1111-4222-8333-123456789abc',
    '模拟账户 7',
  ])('%s is said as it is', (words) => {
    expect(publicWords('accounts', ` ${words} `)).toBe(words);
  });

  test.each([
    ['a webhook', paperHook],
    ['a webhook in a sentence', `it is ${paperHook}, as you know`],
    ['a webhook without its scheme', paperHook.replace('https://', '')],
    ['an escaped webhook', encodeURIComponent(paperHook)],
    ['its password alone', password],
    ['a data key', paperData],
    ['a data key in brackets', `Databento (${paperData})`],
    ['a Discord webhook', news],
    ['a token', `TOKEN=${paperToken}`],
  ])('%s is refused and not said again', (_about, words) => {
    const failure = failureOf(() => publicWords('accounts', words));
    expect(failure).toMatchObject({ kind: 'refused', rule: 'holds-a-credential' });
    expect(JSON.stringify(failure)).not.toContain(words.slice(-12));
  });

  test.each(['', ' ', 'a\nb', 'a\u001b[31mb', 'a\u202eb', 'word '.repeat(101)])(
    '%j is no line',
    (words) => {
      expect(failureOf(() => publicWords('owner', words))).toMatchObject({ kind: 'usage' });
    },
  );
});

describe('days and periods', () => {
  const noon = Date.UTC(2026, 9, 2, 12);

  test('a day may be today, in UTC, and none after it', () => {
    expect(dayUpTo('issued', '2026-10-02', noon)).toBe('2026-10-02');
    for (const day of ['2026-10-03', '2026-9-1', '2026-02-29', '02.10.2026', '']) {
      expect(failureOf(() => dayUpTo('issued', day, noon))).toMatchObject({ kind: 'usage' });
    }
  });

  test('a period has at most 400 days', () => {
    const days = ['30d', '12w', '13m', '1y', '400d'].map((period) => periodIn('for', period));
    expect(days).toEqual([30, 84, 390, 365, 400]);
    for (const period of ['401d', '58w', '2y', '0d', '-1d', '1.5d', '30', 'd', '30 d', '']) {
      expect(failureOf(() => periodIn('for', period))).toMatchObject({ kind: 'usage' });
    }
  });
});
