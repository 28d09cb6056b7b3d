import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Hunk, hunksOf } from '../../src/domain/page-difference.ts';

const lines = (text: string) => [...text];

/** What the hunks make of the page that they were found in. */
function mended(stands: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  const page = [...stands];
  for (const { line, wrong, wanted } of hunks.toReversed()) page.splice(line - 1, wrong, ...wanted);
  return page;
}

describe('the difference of two pages', () => {
  test.each([
    ['abc', 'abc', []],
    ['abc', 'axc', [{ line: 2, at: 1, wrong: 1, wanted: ['x'] }]],
    ['abc', 'abxc', [{ line: 3, at: 2, wrong: 0, wanted: ['x'] }]],
    ['abxc', 'abc', [{ line: 3, at: 2, wrong: 1, wanted: [] }]],
    [
      'abcdef',
      'xbcdey',
      [
        { line: 1, at: 0, wrong: 1, wanted: ['x'] },
        { line: 6, at: 5, wrong: 1, wanted: ['y'] },
      ],
    ],
    ['', 'ab', [{ line: 1, at: 0, wrong: 0, wanted: ['a', 'b'] }]],
  ])('%j -> %j', (stands, wanted, hunks) => {
    expect(hunksOf(lines(stands), lines(wanted))).toEqual(hunks);
  });

  test('mends any page into any other', () => {
    const page = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });
    fc.assert(
      fc.property(page, page, (stands, wanted) => {
        expect(mended(stands, hunksOf(stands, wanted))).toEqual(wanted);
      }),
    );
  });

  test('of huge pages is one piece', () => {
    const many = (letter: string) => Array.from({ length: 3000 }, (_, at) => `${letter}${at}`);
    expect(hunksOf(many('a'), many('b'))).toHaveLength(1);
  });
});
