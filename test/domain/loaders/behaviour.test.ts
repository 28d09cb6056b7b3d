import { describe, expect, it } from 'vitest';
import { behaviour } from '../../../src/domain/loaders/behaviour.ts';
import type { Loader } from '../../../src/domain/loaders/loader.ts';
import { systemd } from '../../../src/domain/loaders/systemd.ts';

const loader = (...versions: Loader['versions']): Loader => ({ ...systemd, versions });

describe('the behaviour of a version', () => {
  it.each([
    ['252', '252'],
    ['252.38', '252'],
    ['253', '252'],
    ['254', '254'],
    ['254~rc1', '254'],
    ['257.4', '254'],
    ['1000', '254'],
    ['99', '252'],
    ['0', '252'],
  ])('of systemd %s is that of %s', (given, expected) => {
    expect(behaviour(loader('252', '254'), given)).toBe(expected);
  });

  it.each([
    ['0.21', '0.21'],
    ['0.21.0', '0.21'],
    ['0.9', '0.21'],
    ['1.1', '0.21'],
    ['1.2', '1.2'],
    ['1.2.4', '1.2'],
    ['1.10', '1.10'],
    ['1.10.0.0', '1.10'],
    ['01.02', '1.2'],
    ['1.2-beta.9', '1.2'],
    ['2', '1.10'],
  ])('of version %s among dotted ones is that of %s', (given, expected) => {
    expect(behaviour(loader('0.21', '1.2', '1.10'), given)).toBe(expected);
  });

  it.each([[undefined], [''], ['v254'], ['unknown'], ['-1']])('of %j is not known', (given) => {
    expect(behaviour(loader('252', '254'), given)).toBeUndefined();
  });
});
