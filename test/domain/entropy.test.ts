import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import { enoughBits, entropyBits, tooGuessable } from '../../src/domain/entropy.ts';
import { providers } from '../../src/domain/providers/index.ts';
import { providerNames } from '../../src/domain/providers/provider.ts';
import { seededBytes } from './seeded-bytes.ts';

const uuid = '00000000-0000-4000-8000-000000000000';

const guessable = [
  '',
  'a',
  'true',
  'false',
  'hunter2',
  'password',
  'Passw0rd!',
  'P4ssw0rd!2024#Summer',
  'MyS3cr3tP@ssw0rd!ForTh3Server#1',
  'J0hn.Sm1th.1984.L0nd0n.Ch3ls3a!',
  'Tr0ub4dor&3',
  'correct horse battery staple',
  'the quick brown fox jumps over the lazy dog',
  'January-February-March-2025!',
  'DATABENTO_API_KEY_FOR_PAPER_TRADING_2026',
  '2026-10-02',
  '2026-10-02T03:00:00.123456789Z',
  '20261002030000',
  '0',
  '42',
  '9223372036854775807',
  '3.141592653589793',
  '192.168.100.200:8080/24',
  'https://webhooks.traderspost.io/trading/webhook/',
  '0123456789abcdef',
  '0123456789abcdef'.repeat(2),
  '0123456789abcdef'.repeat(16),
  'fedcba9876543210'.repeat(2),
  'abcdefghijklmnopqrstuvwxyz0123456789',
  'zyxwvutsrqponmlkjihgfedcba9876543210',
  'qwertyuiopasdfghjklzxcvbnm',
  'QwErTyUiOpAsDfGhJkL1234567890',
  'a'.repeat(32),
  'a'.repeat(10_000),
  'ab'.repeat(50),
  'deadbeef'.repeat(4),
  'abc123XyZ9qL'.repeat(4),
  `${'0'.repeat(31)}1`,
  'aaaaaaaabbbbbbbbccccccccdddddddd',
];

describe.each(guessable.map((text) => [text.slice(0, 48), text] as const))('%j', (_show, text) => {
  it('is too guessable for every provider, in every place', () => {
    expect(entropyBits(text)).toBeLessThan(enoughBits);
    expect(tooGuessable('opaque', text)).toBeDefined();
    expect(tooGuessable('traderspost', `${uuid}/${text.toLowerCase()}`)).toBeDefined();
    expect(tooGuessable('databento', text)).toBeDefined();
    expect(tooGuessable('discord', text)).toBeDefined();
  });
});

describe('what providers generate', () => {
  it.each(providerNames)('always passes: 2,000 made-up %s values', (name) => {
    for (let seed = 0; seed < 2000; seed++) {
      const value = demoValue(name, seededBytes(`${name}${seed}`, demoByteCount));
      const reason = tooGuessable(name, providers[name].cores(value)[0] ?? '');
      if (reason !== undefined) expect.fail(`seed ${seed}: ${reason}`);
    }
  });

  it('passes as 32 hex digits without a provider', () => {
    for (let seed = 0; seed < 2000; seed++) {
      const hex = Buffer.from(seededBytes(seed, 16)).toString('hex');
      if (tooGuessable('opaque', hex) !== undefined) expect.fail(`seed ${seed}`);
    }
  });
});

describe('a value in a provider’s form', () => {
  it.each([
    ['databento', ['db', 'a'.repeat(29)].join('-')],
    ['databento', ['db', '0123456789'.repeat(3).slice(0, 29)].join('-')],
    ['databento', ['db', 'password'.repeat(4).slice(0, 29)].join('-')],
    ['traderspost', `${uuid}/${'0'.repeat(32)}`],
    ['traderspost', `${uuid}/${'0123456789abcdef'.repeat(2)}`],
    ['traderspost', `${uuid}/${'c0ffee00'.repeat(4)}`],
    ['discord', `${'1'.repeat(18)}/${'x'.repeat(68)}`],
    ['discord', `${'1'.repeat(18)}/${'Ab-_'.repeat(17)}`],
  ] as const)('but of a pattern is too guessable: %s', (name, core) => {
    expect(providers[name].machineMade(core)).toBe(true);
    expect(tooGuessable(name, core)).toBeDefined();
  });

  it('is not saved by the public part around its secret', () => {
    const value = demoValue('traderspost', seededBytes('public part', demoByteCount));
    const withoutPassword = value.slice(0, value.lastIndexOf('/'));
    expect(tooGuessable('traderspost', withoutPassword)).toBeDefined();
    expect(
      tooGuessable('discord', 'https://discord.com/api/webhooks/194857362019485736'),
    ).toBeDefined();
  });
});

describe('the reason', () => {
  it('tells neither the value nor its length', () => {
    const reasons = guessable.map((text) => tooGuessable('opaque', text));
    expect(new Set(reasons).size).toBe(1);
    expect(reasons[0]).not.toMatch(/\d/);
  });
});

describe('the estimate', () => {
  it('is finite, never negative and never above eight bits a byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const bits = entropyBits(text);
        expect(bits).toBeGreaterThanOrEqual(0);
        expect(bits).toBeLessThanOrEqual(8 * Buffer.byteLength(text));
      }),
    );
  });

  it('does not grow with every time a text is merely said again', () => {
    // Five bits for each of its characters once, and what patterns may count for at most.
    const once = (text: string) => 5 * text.length + 50;
    fc.assert(
      fc.property(fc.string({ minLength: 20, maxLength: 30 }), (text) => {
        expect(entropyBits(text.repeat(8))).toBeLessThanOrEqual(once(text));
      }),
    );
  });
});
