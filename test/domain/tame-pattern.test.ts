import { expect, test } from 'vitest';
import { loosenessOf, matchesWhole } from '../../src/domain/tame-pattern.ts';

test.each([
  ['/opt/pine/.*\\.ya?ml', 1],
  ['\\d+(\\.\\d+)?', 2],
  ['(?:paper|live)', 0],
  ['[a-z*+(]+', 1],
  ['\\(+\\)\\*', 1],
  ['a{3}b{2,}', 1],
  ['(a+)+', undefined],
  ['(?:a|a)*', undefined],
  ['((a?)b)+', undefined],
  ['(?<n>x*){2,9}', undefined],
  ['(a)\\1', undefined],
  ['\\\\1', 0],
])('of %s, parts of any length: %s', (pattern, looseness) => {
  expect(loosenessOf(pattern)).toBe(looseness);
});

test('a pattern is tried on no text that would keep it busy', () => {
  expect(matchesWhole('a*a*a*b', 'a'.repeat(400))).toBe(false);
  expect(matchesWhole('a*a*a*b', 'a'.repeat(4000))).toBeUndefined();
  expect(matchesWhole('(a+)+', 'a')).toBeUndefined();
  expect(matchesWhole('.*', 'a'.repeat(60_000))).toBe(true);
});
