import { expect, test } from 'vitest';
import { fitsPath } from '../../../src/domain/leaks/path-glob.ts';

const cases: readonly (readonly [pattern: string, path: string, fits: boolean])[] = [
  ['docs/**', 'docs/a', true],
  ['docs/**', 'docs/a/b/c', true],
  ['docs/**', 'src/docs/a', false],
  ['**/docs/**', 'src/docs/a', true],
  ['**/a.json', 'a.json', true],
  ['**/a.json', 'x/y/a.json', true],
  ['test/*.json', 'test/a.json', true],
  ['test/*.json', 'test/b/a.json', false],
  ['test/**/*.json', 'test/a.json', true],
  ['test/**/*.json', 'test/b/c/a.json', true],
  ['/a.json', 'a.json', true],
  ['/a.json', 'b/a.json', false],
  ['a.json', 'b/a.json', true],
  ['*.lock', 'deep/in/yarn.lock', true],
  ['node_modules', 'a/node_modules/b/c.js', true],
  ['vendor/', 'vendor/a', true],
  ['vendor/', 'src/vendor', false],
  ['src/vendor/', 'src/vendor/a', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a[b]c', 'abc', false],
  ['.*', '.env', true],
  ['**', 'any/thing', true],
  ['A', 'a', false],
];

test.each(cases)('%s and %s: %s', (pattern, path, fits) => {
  expect(fitsPath(pattern, path)).toBe(fits);
});

test('no pattern takes long over any path', () => {
  const began = performance.now();
  fitsPath(`${'**/*a'.repeat(30)}/x`, 'a'.repeat(100).split('').join('/'));
  fitsPath('*a'.repeat(90), 'a'.repeat(4000));
  expect(performance.now() - began).toBeLessThan(500);
});
