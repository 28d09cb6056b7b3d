import { describe, expect, it } from 'vitest';
import { configPath } from '../../../src/domain/worker/config-path.ts';

const root = '/opt/pine';
const named = (path: string) => new Map([['PINE_RUNTIME_CONFIG', path]]);

describe('the runtime config', () => {
  it.each([
    [
      'is the one the environment names',
      named('/etc/pine.yml'),
      'runtime/config.yml',
      '/etc/pine.yml',
    ],
    [
      'is below the home that HOME tells',
      named('~/c.yml').set('HOME', '/h'),
      undefined,
      '/h/c.yml',
    ],
    [
      'else the one the profile declares, below the root',
      new Map(),
      'runtime/c.yml',
      '/opt/pine/runtime/c.yml',
    ],
    ['or somewhere else', new Map(), '/srv/c.yml', '/srv/c.yml'],
    ['is the declared one too when the name is empty', named(''), '/srv/c.yml', '/srv/c.yml'],
  ])('%s', (_, environment, declared, path) => {
    expect(configPath({ root, environment, declared })).toMatchObject({ kind: 'known', path });
  });

  it('is below the home of the account where the environment has none', () => {
    const facts = { root, environment: named('~/c.yml'), home: '/root' };
    expect(configPath(facts)).toEqual({ kind: 'known', path: '/root/c.yml', from: 'environment' });
  });

  it.each([
    ['a path that depends on where the worker stands', 'config.yml', 'relative'],
    ['the home of another account', '~pine/c.yml', 'home-not-known'],
    ['a home that nobody tells', '~/c.yml', 'home-not-known'],
  ])('is not known by %s, even where the profile declares one', (_, path, rule) => {
    const found = configPath({ root, environment: named(path), declared: 'runtime/c.yml' });
    expect(found).toEqual({ kind: 'unknown', rule });
  });

  it('is none where nobody says so', () => {
    expect(configPath({ root, environment: new Map() })).toEqual({ kind: 'none' });
  });
});
