import { describe, expect, test } from 'vitest';
import {
  ancestors,
  envPath,
  isOurTemporary,
  layout,
  profilePath,
  temporaryName,
  within,
} from '../../src/domain/layout.ts';

describe('a path', () => {
  test.each([
    ['/opt/pine', 'profiles', '/opt/pine/profiles'],
    ['/', 'profiles', '/profiles'],
  ])('below %s', (root, path, full) => {
    expect(within(root, path)).toBe(full);
  });

  test('of a profile and of an env file lie where DESIGN says', () => {
    expect([profilePath('paper'), envPath('a.env')]).toEqual([
      'profiles/paper.yaml',
      'Deployment/env/a.env',
    ]);
    expect(Object.values(layout).filter((path) => /^\/|\/$|\.\./.test(path))).toEqual([]);
  });

  test.each([
    ['/opt/pine/env', ['/opt/pine', '/opt', '/']],
    ['/opt', ['/']],
    ['/', []],
    ['/opt//pine/', ['/opt', '/']],
  ])('%s has above it %j', (path, above) => {
    expect(ancestors(path)).toEqual(above);
  });
});

describe('the name of a temporary file', () => {
  test('is known again as ours', () => {
    const name = temporaryName('pine-trader.env', '0123456789ab');
    expect(name).toBe('.pine-trader.env.0123456789ab.tmp');
    expect(isOurTemporary(name)).toBe(true);
  });

  test.each([
    'pine-trader.env',
    '.pine-trader.env.tmp',
    'pine-trader.env.0123456789ab.tmp',
    '.pine-trader.env.0123456789a.tmp',
    '.pine-trader.env.0123456789abc.tmp',
    '.pine-trader.env.0123456789AB.tmp',
    '.pine-trader.env.0123456789ag.tmp',
    '.pine-trader.env.0123456789ab.tmp~',
    '..0123456789ab.tmp',
    '.0123456789ab.tmp',
  ])('is not %s, which nobody may sweep away', (name) => {
    expect(isOurTemporary(name)).toBe(false);
  });
});
