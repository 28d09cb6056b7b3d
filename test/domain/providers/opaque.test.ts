import { describe, expect, it } from 'vitest';
import { opaque } from '../../../src/domain/providers/opaque.ts';

describe('an opaque credential', () => {
  it.each([
    [' a b ', ['a b']],
    ['"quoted"', ['"quoted"']],
    ['a/b%2F', ['a/b%2F']],
    ['MiXeD', ['MiXeD']],
    ['', []],
    [' \t', []],
  ])('is the trimmed value and nothing cleverer (%j)', (value, cores) => {
    expect(opaque.cores(value)).toEqual(cores);
  });

  it('is secret as a whole, and nobody’s documented form', () => {
    expect(opaque.secretPart('a b')).toBe('a b');
    expect(opaque.machineMade('0f'.repeat(16))).toBe(false);
  });

  it('has no shape to miss unless it is blank', () => {
    expect(opaque.shape('x')).toBe('good');
    expect(opaque.shape(' ')).toBe('unverified');
  });
});
