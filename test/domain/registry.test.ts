import { describe, expect, it } from 'vitest';
import {
  currentFor,
  enrolmentsOf,
  isSetting,
  mayBeShared,
  optionalKeys,
  type Registry,
  readRegistry,
  requiredKeys,
  whose,
} from '../../src/domain/registry.ts';

const salt = '5a'.repeat(32);
const print = (digit: string) => `hmac-sha256:${digit.repeat(32)}`;
const entry = (digit: string, change: object = {}) => ({
  fingerprint: print(digit),
  whole: print(digit),
  window: 'a1b2c3',
  generation: 'current',
  issued: '2026-10-02',
  owner: 'ops',
  ...change,
});

const full = {
  salt,
  keys: {
    HOOK: {
      provider: 'traderspost',
      purpose: 'Orders',
      used_by: ['pine-worker@.service'],
      rotate_every: '90d',
      environments: {
        paper: [entry('a'), entry('b', { generation: 'previous', note: 'old' })],
        live: [entry('c')],
      },
    },
    NEWS: {
      optional: true,
      sharing: 'shared',
      purpose: 'News',
      environments: { live: [entry('a')] },
    },
    SWITCH: { secret: false, purpose: 'Stops orders' },
  },
};

function registry(value: unknown = full): Registry {
  const read = readRegistry(value);
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.issues));
  return read.value;
}

function issuesOf(value: unknown) {
  const read = readRegistry(value);
  return read.kind === 'bad' ? read.issues : [];
}

describe('the registry', () => {
  it('fills in what a key does not say', () => {
    expect(registry({ keys: { A: { purpose: 'x' } } })).toEqual({
      keys: new Map([
        [
          'A',
          {
            name: 'A',
            secret: true,
            optional: false,
            provider: 'opaque',
            purpose: 'x',
            sharing: 'exclusive',
            usedBy: [],
            environments: new Map(),
            attest: false,
            attestations: new Map(),
          },
        ],
      ]),
    });
  });

  it('may wait for its salt', () => {
    expect(registry({ salt: null, keys: {} })).toEqual({ keys: new Map() });
    expect(registry().salt).toBe(salt);
  });

  it('knows whose a fingerprint is, in every place', () => {
    expect(whose(registry(), print('a'))).toEqual([
      { key: 'HOOK', environment: 'paper', generation: 'current' },
      { key: 'NEWS', environment: 'live', generation: 'current' },
    ]);
    expect(whose(registry(), print('b'))).toEqual([
      { key: 'HOOK', environment: 'paper', generation: 'previous' },
    ]);
    expect(whose(registry(), print('9'))).toEqual([]);
  });

  it('answers for the registry it was asked about', () => {
    const known = registry();
    const other = registry({ keys: {} });
    expect(whose(known, print('c'))).toHaveLength(1);
    expect(whose(other, print('c'))).toHaveLength(0);
    expect(whose(known, print('c'))).toHaveLength(1);
  });

  it('knows what is current', () => {
    expect(currentFor(registry(), 'HOOK', 'paper')?.fingerprint).toBe(print('a'));
    expect(currentFor(registry(), 'HOOK', 'other')).toBeUndefined();
    expect(currentFor(registry(), 'NONE', 'paper')).toBeUndefined();
    expect(enrolmentsOf(registry(), 'HOOK', 'paper')).toHaveLength(2);
  });

  it('shows in clear and shares only what says so', () => {
    expect(isSetting(registry(), 'SWITCH')).toBe(true);
    expect(isSetting(registry(), 'HOOK')).toBe(false);
    expect(isSetting(registry(), 'UNKNOWN')).toBe(false);
    expect(mayBeShared(registry(), 'NEWS')).toBe(true);
    expect(mayBeShared(registry(), 'HOOK')).toBe(false);
    expect(mayBeShared(registry(), 'UNKNOWN')).toBe(false);
  });

  it('tells required from optional', () => {
    expect(requiredKeys(registry())).toEqual(['HOOK', 'SWITCH']);
    expect(optionalKeys(registry())).toEqual(['NEWS']);
  });

  it('is not confused by names that every object has', () => {
    const odd = registry({
      salt,
      keys: { toString: { purpose: 'x', environments: { valueof: [entry('d')] } } },
    });
    expect(odd.keys.get('toString')?.purpose).toBe('x');
    expect(isSetting(odd, 'hasOwnProperty')).toBe(false);
    expect(currentFor(odd, 'valueOf', 'toString')).toBeUndefined();
    expect(whose(odd, 'constructor')).toEqual([]);
  });
});

const key = (change: object) => ({ salt, keys: { A: { purpose: 'x', ...change } } });
const enrolled = (change: object) => key({ environments: { paper: [entry('a', change)] } });

describe('a registry', () => {
  it.each<[string, unknown, string, string]>([
    ['an unknown field', { keys: {}, slat: salt }, 'unknown-field', 'slat'],
    ['no keys', {}, 'missing-field', 'keys'],
    ['a short salt', { salt: 'ab', keys: {} }, 'bad-value', 'salt'],
    ['a salt that YAML took for a number', { salt: 1e64, keys: {} }, 'wrong-type', 'salt'],
    ['fingerprints without a salt', { ...enrolled({}), salt: null }, 'missing-salt', 'salt'],
    ['a bad key name', { keys: { 'A-B': { purpose: 'x' } } }, 'bad-name', 'keys.A-B'],
    [
      'a key named as every object',
      { keys: JSON.parse('{"__proto__":{"purpose":"x"}}') },
      'bad-name',
      'keys',
    ],
    [
      'a key named constructor',
      { keys: { constructor: { purpose: 'x' } } },
      'bad-name',
      'keys.constructor',
    ],
    ['a key without purpose', { keys: { A: {} } }, 'missing-field', 'keys.A.purpose'],
    ['an empty list of keys', { keys: [] }, 'wrong-type', 'keys'],
    ['an empty key', { keys: { A: null } }, 'wrong-type', 'keys.A'],
    ['a secret of text', key({ secret: 'yes' }), 'wrong-type', 'keys.A.secret'],
    ['an unknown provider', key({ provider: 'discrod' }), 'wrong-type', 'keys.A.provider'],
    ['unknown sharing', key({ sharing: 'both' }), 'wrong-type', 'keys.A.sharing'],
    ['used_by as text', key({ used_by: 'x' }), 'wrong-type', 'keys.A.used_by'],
    ['a period without a unit', key({ rotate_every: '90' }), 'bad-value', 'keys.A.rotate_every'],
    ['a period of zero', key({ rotate_every: '0d' }), 'bad-value', 'keys.A.rotate_every'],
    ['a bare period', key({ rotate_every: 90 }), 'wrong-type', 'keys.A.rotate_every'],
    [
      'an environment called keys',
      key({ environments: { keys: [] } }),
      'bad-name',
      'environments.keys',
    ],
    ['an environment called -', key({ environments: { '-': [] } }), 'bad-name', 'environments'],
    [
      'an enrolment outside a list',
      key({ environments: { paper: entry('a') } }),
      'wrong-type',
      'paper',
    ],
    ['a value for a fingerprint', enrolled({ fingerprint: 'x' }), 'bad-value', 'fingerprint'],
    [
      'capitals in a fingerprint',
      enrolled({ fingerprint: print('A') }),
      'bad-value',
      'fingerprint',
    ],
    ['a long fingerprint', enrolled({ whole: `${print('a')}a` }), 'bad-value', 'whole'],
    ['a window as a number', enrolled({ window: 123456 }), 'wrong-type', 'window'],
    ['a long window', enrolled({ window: 'a1b2c3d4' }), 'bad-value', 'window'],
    ['another generation', enrolled({ generation: 'old' }), 'wrong-type', 'generation'],
    ['a day that is not', enrolled({ issued: '2026-02-30' }), 'bad-value', 'issued'],
    ['a month that is not', enrolled({ issued: '2026-13-01' }), 'bad-value', 'issued'],
    ['no owner', enrolled({ owner: '' }), 'bad-value', 'owner'],
    ['an unknown field in an enrolment', enrolled({ value: 'x' }), 'unknown-field', 'value'],
    [
      'two current keys',
      key({ environments: { paper: [entry('a'), entry('b')] } }),
      'two-current',
      'paper',
    ],
  ])('may not have %s', (_, value, rule, where) => {
    const issues = issuesOf(value);
    expect(issues.map((issue) => issue.rule)).toContain(rule);
    expect(issues.find((one) => one.rule === rule)?.message).toContain(where);
  });

  it('may have a leap day', () => {
    expect(issuesOf(enrolled({ issued: '2028-02-29' }))).toEqual([]);
    expect(issuesOf(enrolled({ issued: '2027-02-29' }))).not.toEqual([]);
  });

  it('never repeats a value that was pasted into it', () => {
    const canary = `https://example.invalid/${Math.random()}`;
    const pasted = [
      enrolled({ fingerprint: canary }),
      enrolled({ issued: canary }),
      enrolled({ value: canary }),
      enrolled({ [canary]: 'x' }),
      key({ environments: { [canary]: [] } }),
      key({ provider: canary }),
      key({ environments: canary }),
      { salt: canary, keys: {} },
      canary,
    ];
    for (const value of pasted) {
      expect(issuesOf(value).length).toBeGreaterThan(0);
      expect(
        JSON.stringify(issuesOf(value).map(({ message, remedy }) => [message, remedy])),
      ).not.toContain(canary);
    }
  });
});
