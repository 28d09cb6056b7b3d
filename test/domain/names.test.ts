import { describe, expect, it } from 'vitest';
import {
  isEnvName,
  isKeyName,
  isProfileName,
  nearestName,
  shownName,
} from '../../src/domain/names.ts';

describe('names', () => {
  it.each(['paper', 'live', 'p', 'paper-2', 'a'.repeat(32)])('%s may name a profile', (name) => {
    expect(isProfileName(name)).toBe(true);
  });

  it.each([
    '',
    '-',
    'keys',
    'Paper',
    '2paper',
    'pa per',
    '../live',
    'a'.repeat(33),
    'live\n',
    'constructor',
  ])('%j may not name a profile', (name) => {
    expect(isProfileName(name)).toBe(false);
  });

  it.each(['pine-trader.env', 'pine-trader.paper.env', 'a@b_c.env'])(
    '%s may stand in the env directory',
    (name) => {
      expect(isEnvName(name)).toBe(true);
    },
  );

  it.each([
    'pine-trader',
    '.env',
    '.hidden.env',
    '../live.env',
    'a..b.env',
    'dir/live.env',
    '/etc/live.env',
    'live.env\n',
    'live.env/',
    'a\0.env',
    `${'a'.repeat(200)}.env`,
    'pine-trader.env.example',
  ])('%j leaves the env directory or is no env file', (name) => {
    expect(isEnvName(name)).toBe(false);
  });

  it.each(['A', '_x', 'POLICY_KILLSWITCH', 'toString'])('%s may name a key', (name) => {
    expect(isKeyName(name)).toBe(true);
  });

  it.each(['', '1A', 'A-B', 'A B', '__proto__', 'constructor', 'A=B', 'Ä'])(
    '%j may not name a key',
    (name) => {
      expect(isKeyName(name)).toBe(false);
    },
  );
});

describe('the name a person meant', () => {
  it.each([
    ['teir', 'tier'],
    ['Links', 'links'],
    ['activaton', 'activation'],
  ])('%s is %s', (typed, meant) => {
    expect(nearestName(typed, ['tier', 'links', 'activation'])).toBe(meant);
  });

  it('is not guessed when nothing is near', () => {
    expect(nearestName('zebra', ['tier', 'links'])).toBeUndefined();
    expect(nearestName('a', ['b'])).toBeUndefined();
    expect(nearestName('x'.repeat(100_000), ['tier'])).toBeUndefined();
  });
});

describe('a name in a message', () => {
  it('is shown as it is when it is plain', () => {
    expect(shownName('POLICY_KILLSWITCH')).toBe('POLICY_KILLSWITCH');
    expect(shownName('pine-trader.paper.env')).toBe('pine-trader.paper.env');
  });

  it('is cut to 40 characters and loses its control characters', () => {
    expect(shownName('a'.repeat(99))).toBe(`${'a'.repeat(37)}...`);
    expect(shownName('ti\u001b\u0007er\n')).toBe('tier');
  });

  it('is hidden when it may be a pasted credential', () => {
    const pasted = `db-${'aB3'.repeat(10)}`;
    expect(shownName(pasted)).toBe('(name not shown)');
    expect(shownName(`https://host/${pasted}`)).toBe('(not a plain name)');
  });
});
