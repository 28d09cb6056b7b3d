import { describe, expect, test } from 'vitest';
import { isGlob } from '../../../src/domain/units/glob.ts';
import { unitMatches, unmatched } from '../../../src/domain/units/unit-pattern.ts';

describe('a pattern of units matches as fnmatch(3) with FNM_NOESCAPE does, measured with glibc', () => {
  test.each<[string, string, boolean]>([
    ['pine-worker@*.service', 'pine-worker@ES.service', true],
    ['pine-worker@*.service', 'pine-worker@.service', true],
    ['pine-worker@*.service', 'pine-worker@ES.timer', false],
    ['pine-worker@*.service', 'old-pine-worker@ES.service', false],
    ['pine-worker@*.service', 'pine-worker@ES.service.d', false],
    ['*', '.hidden', true],
    ['pine-worker@?.service', 'pine-worker@a.service', true],
    ['pine-worker@?.service', 'pine-worker@ab.service', false],
    ['pine-worker@?.service', 'pine-worker@.service', false],
    ['pine-worker@[ab].service', 'pine-worker@b.service', true],
    ['pine-worker@[ab].service', 'pine-worker@c.service', false],
    ['pine-worker@[a-c].service', 'pine-worker@b.service', true],
    ['pine-worker@[a-c].service', 'pine-worker@d.service', false],
    ['pine-worker@[!x].service', 'pine-worker@y.service', true],
    ['pine-worker@[!x].service', 'pine-worker@x.service', false],
    ['[^x]', 'y', true],
    ['[^x]', '^', true],
    ['[^x]', 'x', false],
    ['x[!a-c]y', 'xdy', true],
    ['x[!a-c]y', 'xby', false],
    ['[!!]', '!', false],
    ['[]a]', ']', true],
    ['[!]a]', ']', false],
    ['[!]a]', 'b', true],
    ['[a-]', '-', true],
    ['[a-c-e]', '-', true],
    ['[a-c-e]', 'd', false],
    ['[--a]', '0', true],
    ['[z-a]', 'z', false],
    ['[z-a]', 'b', false],
    ['[!z-a]', 'b', true],
    ['[[]', '[', true],
    ['[[:digit:]]', '7', true],
    ['[[:digit:]]', 'x', false],
    ['[![:digit:]x]', '7', false],
    ['[[:foo:]]', 'f', false],
    ['[', '[', true],
    ['[a', '[a', true],
    ['[]', '[]', true],
    ['[!]', '[!]', true],
    ['[!]', 'a', false],
    ['[!]b]', 'b', false],
    ['pine-runner.service', 'pine-runner.service', true],
    ['pine-runner.service', 'pine-runnerxservice', false],
    ['pine-runner.service', 'Pine-runner.service', false],
    ['pine\\x2dworker@a.service', 'pine\\x2dworker@a.service', true],
    ['pine\\x2dworker@a.service', 'pinex2dworker@a.service', false],
    ['pine\\x2dworker@*.service', 'pine\\x2dworker@ES.service', true],
    ['pine-worker@[\\x].service', 'pine-worker@\\.service', true],
    ['\\*', '\\foo', true],
    ['a+b.service', 'aab.service', false],
    ['pine-(x).service', 'pine-(x).service', true],
    ['pine-$.service', 'pine-$.service', true],
  ])('%s and %s: %s', (pattern, unit, matches) => {
    expect(unitMatches(pattern, unit)).toBe(matches);
    expect(unitMatches(pattern, unit)).toBe(matches);
  });
});

test.each<[string, boolean]>([
  ['pine-worker@*.service', true],
  ['pine-worker@?.service', true],
  ['pine-worker@[ab].service', true],
  ['pine-runner.service', false],
  ['pine\\x2dworker@a.service', false],
])('%s may match several units: %s', (pattern, is) => {
  expect(isGlob(pattern)).toBe(is);
});

describe('the patterns that fit no unit', () => {
  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['are none when each has its unit', ['a*', 'b.service'], ['a.service', 'b.service'], []],
    ['are told in the order of the profile', ['c*', 'a*', 'b*'], ['a.service'], ['c*', 'b*']],
    ['are all of them on a host without units', ['a*'], [], ['a*']],
    ['are none when there are no patterns', [], ['a.service'], []],
  ])('%s', (_about, patterns, units, missing) => {
    expect(unmatched(patterns, units)).toEqual(missing);
  });
});
