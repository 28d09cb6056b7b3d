import { describe, expect, test } from 'vitest';
import { judgeExpectation } from '../../src/domain/expectation.ts';
import type { Expectation } from '../../src/domain/profile.ts';

const key = 'POLICY_KILLSWITCH';
const unset = 'is not set; the worker reads that as false and sends orders';
const blind = 'is neither true nor false; the worker reads it as false and sends orders';

describe('a flag', () => {
  test.each<[boolean | 'explicit', string | undefined, string]>([
    [true, undefined, unset],
    [false, undefined, unset],
    ['explicit', undefined, unset],
    [true, '', blind],
    [false, '', blind],
    ['explicit', ' ', blind],
    ['explicit', 'true  # paper', blind],
    [false, 'flase', blind],
    [true, 'tru\u0435', blind],
    [true, 'false', 'reads as false; the profile expects true'],
    [true, 'NO', 'reads as false; the profile expects true'],
    [false, 'on', 'reads as true; the profile expects false'],
  ])('wanted as %s and written as %j is told', (flag, text, says) => {
    expect(judgeExpectation(key, { flag }, text)?.message).toBe(`${key} ${says}`);
  });

  test.each<[boolean | 'explicit', string]>([
    [true, 'true'],
    [true, ' YES '],
    [true, '1'],
    [false, 'false'],
    [false, 'Off'],
    [false, '0'],
    ['explicit', 'no'],
    ['explicit', 'on'],
  ])('wanted as %s and written as %j is fine', (flag, text) => {
    expect(judgeExpectation(key, { flag }, text)).toBeUndefined();
  });

  test.each([true, false, 'explicit'] as const)(
    'wanted as %s tells lines to write that then are fine',
    (flag) => {
      const remedy = judgeExpectation(key, { flag }, 'x')?.remedy ?? '';
      const words = [...remedy.matchAll(/POLICY_KILLSWITCH=(\w+)/g)].map(([, word]) => word);
      expect(words).not.toEqual([]);
      expect(words.filter((word) => judgeExpectation(key, { flag }, word))).toEqual([]);
      expect(remedy).toContain('comment on a line of its own');
    },
  );

  test('never quotes what stands there, which may be a pasted key', () => {
    const pasted = 'opqr-not-a-flag';
    for (const flag of [true, false, 'explicit'] as const) {
      const fault = judgeExpectation(key, { flag }, pasted);
      expect(fault).toBeDefined();
      expect(JSON.stringify(fault)).not.toContain(pasted);
    }
  });
});

describe('a text', () => {
  test.each<[Expectation, string | undefined, boolean]>([
    [{ is: 'demo' }, 'demo', true],
    [{ is: 'demo' }, 'demo ', false],
    [{ is: 'demo' }, 'Demo', false],
    [{ is: 'demo' }, undefined, false],
    [{ matches: 'a+' }, 'aaa', true],
    [{ matches: 'a+' }, 'aab', false],
    [{ matches: 'a+' }, 'baa', false],
    [{ matches: 'x|ab' }, 'ab', true],
    [{ matches: 'x|ab' }, 'xab', false],
    [{ matches: 'a' }, 'a\n', false],
    [{ matches: 'a.b' }, 'a\nb', false],
    [{ matches: '.*' }, '', true],
    [{ matches: '.*' }, undefined, false],
    [{ matches: '\\p{Lu}' }, 'É', true],
  ])('expected as %j and written as %j: fine is %s', (expected, text, fine) => {
    expect(judgeExpectation('KEY', expected, text) === undefined).toBe(fine);
  });

  test.each<Expectation>([{ is: 'demo' }, { matches: 'a+' }])(
    'expected as %j is told with the expectation, not with what stands there',
    (expected) => {
      const fault = judgeExpectation('KEY', expected, 'opqr-pasted');
      expect(fault?.remedy).toContain(Object.values(expected)[0]);
      expect(JSON.stringify(fault)).not.toContain('opqr-pasted');
    },
  );
});
