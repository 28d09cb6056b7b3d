import { describe, expect, it } from 'vitest';
import { entropyBits, tooGuessable } from '../../../src/domain/entropy.ts';
import { looksLikePlaceholder } from '../../../src/domain/placeholder.ts';
import { providers } from '../../../src/domain/providers/index.ts';
import { providerNames } from '../../../src/domain/providers/provider.ts';

const uuid = '00000000-0000-4000-8000-000000000000';
const pieces = [
  'a',
  '1',
  '/',
  '\\',
  '\\/',
  '/.',
  '%',
  '%25',
  '%2F',
  '\\u0025',
  '-',
  'db-',
  `${uuid}/`,
  `${uuid}/.`,
  '00000000-',
  `${'1'.repeat(20)}/`,
  `${'1'.repeat(18)}/${'a'.repeat(29)}.`,
  'https://discord.com/api/webhooks/',
  '?',
  ' ',
  '\n',
  '${',
  '${a:-',
  '{{',
  '{a',
  '<a',
  '<a ',
  'your_',
  'xxx',
  '_here',
  'change-',
  '*',
  '.',
  'aB3$',
  '\ud800',
];

describe('a hostile value of 100,000 characters', () => {
  it.each(pieces)('made of %j is answered in milliseconds', (piece) => {
    const hostile = piece.repeat(Math.ceil(100_000 / piece.length));
    const started = performance.now();
    looksLikePlaceholder(hostile);
    entropyBits(hostile);
    for (const name of providerNames) {
      const provider = providers[name];
      provider.shape(hostile);
      const core = provider.cores(hostile)[0] ?? '';
      provider.machineMade(core);
      tooGuessable(name, core);
    }
    // About 30 ms on a slow machine; a backtracking expression takes seconds to minutes.
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
