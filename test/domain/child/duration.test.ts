import { expect, test } from 'vitest';
import { durationOf } from '../../../src/domain/child/duration.ts';

test.each([
  ['1s', 1],
  ['90s', 90],
  ['30m', 1800],
  ['24h', 86_400],
  ['86400s', 86_400],
  ['25h', undefined],
  ['0m', undefined],
  ['', undefined],
  ['30', undefined],
  ['1.5h', undefined],
  ['-1m', undefined],
  ['30m ', undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(durationOf(text)).toBe(seconds);
});
