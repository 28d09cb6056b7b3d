import { describe, expect, test } from 'vitest';
import { ageWords } from '../../src/domain/key-age.ts';
import { ageOf, entryFrom } from '../../src/domain/key-entry.ts';
import { providerNames } from '../../src/domain/providers/provider.ts';
import { renewalOf } from '../../src/domain/providers/rotation-steps.ts';
import { currentFor, type RegistryKey } from '../../src/domain/registry.ts';
import { aRegistry, soundEnrolments } from './a-registry.ts';

const name = 'TRADERSPOST_WEBHOOK_URL';
const issued = Date.UTC(2026, 9, 2);
const day = 86_400_000;

function webhook(change: Partial<RegistryKey> = {}): RegistryKey {
  const key = aRegistry(soundEnrolments).keys.get(name);
  if (key === undefined) throw new Error('no webhook');
  return { ...key, rotateEvery: '90d', ...change };
}

function attested(until: string, environment = 'live'): Partial<RegistryKey> {
  const fingerprint = currentFor(aRegistry(soundEnrolments), name, 'live')?.fingerprint ?? '';
  const said = { fingerprint, accounts: 'U123', by: 'ops', at: '2026-10-02', until };
  return { attestations: new Map([[environment, said]]) };
}

describe('the age of a key', () => {
  test.each([
    [0, 'due in 90 d', 'good'],
    [75, 'due in 15 d', 'good'],
    [76, 'due in 14 d', 'due soon'],
    [90, 'due today', 'due soon'],
    [93, 'OVERDUE by 3 d', 'OVERDUE'],
  ])('after %i days is told', (days, words, state) => {
    const entry = entryFrom(webhook(), issued + days * day);
    expect(entry.environments.map(ageOf)).toEqual([words, words]);
    expect(entry.state).toBe(state);
  });

  test('is nothing where it never must be renewed', () => {
    const { rotateEvery: _, ...key } = webhook();
    expect(entryFrom(key, issued + 9000 * day).environments.map(ageOf)).toEqual(
      Array(2).fill(ageWords(null)),
    );
  });

  test('does not count for what is previous or revoked', () => {
    const old = (soundEnrolments[0] && [{ ...soundEnrolments[0], generation: 'revoked' }]) as never;
    const key = aRegistry(old).keys.get(name) as RegistryKey;
    const entry = entryFrom({ ...key, rotateEvery: '1d' }, issued + 9 * day);
    expect(entry.environments.map(ageOf)).toEqual(['revoked']);
    expect(entry.state).toBe('not enrolled');
  });
});

describe('an attestation', () => {
  test.each([
    ['is missing where one is demanded', { attest: true }, 'missing'],
    ['holds to the end of its last day', attested('2026-10-02'), 'fresh'],
    ['expires', attested('2026-10-01'), 'expired'],
    ['is of the value that was looked at', attested('2027-01-01', 'paper'), 'of another value'],
  ])('%s', (_what, change, state) => {
    const [first] = entryFrom(webhook(change), issued + day - 1).attestations;
    expect(first?.state).toBe(state);
  });

  test('that is not fresh is the state of the key', () => {
    expect(entryFrom(webhook({ attest: true }), issued).state).toBe('attestation missing');
  });
});

test('a setting has no state, no issuer and no steps', () => {
  const key = aRegistry([]).keys.get('POLICY_KILLSWITCH') as RegistryKey;
  expect(entryFrom(key, issued)).toMatchObject({ state: '-', renewal: null });
});

test.each(providerNames)('%s: the commands of its steps name the key', (provider) => {
  const commands = renewalOf(provider, 'A_KEY').steps.flatMap(({ command }) => command ?? []);
  expect(commands.length).toBeGreaterThan(1);
  expect(commands.join('\n')).not.toContain('{');
  expect(commands.join('\n')).toContain('A_KEY');
});

test('for Databento nothing is deleted before the new key works', () => {
  const said = renewalOf('databento', 'K').steps.map(({ say }) => say);
  const at = (text: string) => said.findIndex((one) => one.includes(text));
  expect([at('create'), at('start the workers'), at('delete')]).toEqual([0, 2, 4]);
});
