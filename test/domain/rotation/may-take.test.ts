import { expect, test } from 'vitest';
import { mayTake } from '../../../src/domain/rotation/may-take.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { PineError } from '../../../src/errors.ts';
import { madeUp } from '../../commands/a-root.ts';
import { aRegistry, salt } from '../a-registry.ts';

const [old, fresh, spare] = ['old', 'fresh', 'spare'].map((name) => madeUp('databento', name));
const hook = madeUp('traderspost', 'hook');
const feed = 'DATABENTO_API_KEY';

const registry = aRegistry([
  { key: feed, environment: 'paper', value: old ?? '' },
  { key: feed, environment: 'paper', value: madeUp('databento', 'dead'), generation: 'revoked' },
  { key: feed, environment: 'paper', value: madeUp('databento', 'older'), generation: 'previous' },
  { key: feed, environment: 'paper', value: spare ?? '', generation: 'next' },
  { key: feed, environment: 'live', value: madeUp('databento', 'live') },
]);

function take(value: string, change: object = {}) {
  const key = registry.keys.get(feed);
  if (key === undefined) throw new Error('no such key');
  return mayTake(registry, salt, { ...key, ...change }, 'paper', Secret.of(value));
}

test.each([
  ['empty', '', 'value-empty'],
  ['a template', 'db-your-key-here', 'placeholder'],
  ['guessable', 'db-aaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'low-entropy'],
  ['two at once', `${fresh} ${madeUp('databento', 'second')}`, 'two-credentials'],
  ["another provider's", hook, 'other-provider'],
  ['the current one', old ?? '', 'value-reused'],
  ['the current one in other clothes', ` "${old}"`, 'value-reused'],
  ['one that was revoked', madeUp('databento', 'dead'), 'value-reused'],
  ['the one before', madeUp('databento', 'older'), 'value-reused'],
  ["another environment's", madeUp('databento', 'live'), 'value-reused'],
])('a value that is %s is refused, and not told', (_, value, rule) => {
  const error = refusal(() => take(value));
  expect(error.facts.rule).toBe(rule);
  expect(value !== '' && JSON.stringify(error.facts).includes(value)).toBe(false);
});

test('a new value is taken, and one that was enrolled as the next one already', () => {
  expect(take(fresh ?? '').findings).toEqual([]);
  expect(take(spare ?? '').entry.fingerprint).toMatch(/^hmac-sha256:/);
});

test('a shared key may have come to another environment first', () => {
  const value = madeUp('databento', 'live');
  expect(take(value, { sharing: 'shared' }).findings).toEqual([]);
});

test('an unusual shape is a warning', () => {
  const found = take('q9Zt4Lw0xP7rB2mK8vN1sD6fH3jG5c').findings;
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['shape-unverified', 'warning'],
  ]);
});

function refusal(work: () => unknown): PineError {
  try {
    work();
  } catch (error) {
    if (error instanceof PineError) return error;
  }
  throw new Error('it was not refused');
}
