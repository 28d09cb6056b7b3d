import { expect, test } from 'vitest';
import type { ProviderName } from '../../../src/domain/providers/provider.ts';
import {
  beforehand,
  type RotationCase,
  rotationPlan,
} from '../../../src/domain/rotation/rotation-plan.ts';

function aCase(provider: ProviderName, change: Partial<RotationCase> = {}): RotationCase {
  const key = { name: 'KEY', provider, console: 'Portal > Keys' };
  const quiet = { linked: false, copied: false, restart: 'not-needed', turned: false } as const;
  return { key, profile: 'paper', tier: 'safe', ...quiet, ...change };
}

const linked = { linked: true, restart: 'wanted' } as const;
const always = ['taken', 'checked', 'proved', 'enrolled', 'stored', 'promoted', 'revoked'];
const everything = [
  ...['taken', 'checked', 'proved', 'enrolled', 'stored'],
  ...['consented', 'promoted', 'restarted', 'revoked'],
];

test.each([
  ['a profile that is not linked', {}, always],
  ['paper that runs', linked, everything.filter((step) => step !== 'consented')],
  ['live that runs', { ...linked, tier: 'live' }, everything],
  [
    'a copy in place that runs',
    { ...linked, tier: 'live', copied: true },
    everything.flatMap((step) => (step === 'promoted' ? ['copied', step] : [step])),
  ],
  ['live that is not linked', { tier: 'live' }, always],
  ['one that was given up', { turned: true }, ['taken', 'checked', 'stored', 'promoted']],
] as const)('the steps for %s', (_, change, steps) => {
  const plan = rotationPlan(aCase('databento', change as Partial<RotationCase>));
  expect(plan.map(({ step }) => step)).toEqual(steps);
});

test.each([
  ['databento', 'nothing is down', 'delete the old key at Portal > Keys, then say so'],
  ['traderspost', 'every order sent until the worker was restarted is lost', 'dead already'],
  ['discord', 'nothing is down', 'delete the old webhook'],
  ['opaque', 'for its issuer to say', 'revoke the old one'],
] as const)('what %s says before and at the end', (provider, down, last) => {
  expect(beforehand(aCase(provider)).join('; ')).toContain(down);
  expect(rotationPlan(aCase(provider)).at(-1)?.what).toContain(last);
});

test('only what its provider ends by making the new one needs no last word of a person', () => {
  const last = (provider: ProviderName) => rotationPlan(aCase(provider)).at(-1)?.what ?? '';
  const told = ['databento', 'traderspost', 'discord', 'opaque'] as const;
  expect(told.filter((provider) => !last(provider).includes('then say so'))).toEqual([
    'traderspost',
  ]);
});
