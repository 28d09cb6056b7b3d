import { expect, test } from 'vitest';
import { isUsedBy } from '../../../src/domain/units/used-by.ts';

test.each([
  ['pine-runner.service', 'pine-runner.service', true],
  ['pine-runner.service', 'pine-runner', true],
  ['pine-runner.service', 'pine-datahub.service', false],
  ['pine-worker@.service', 'pine-worker@ES.service', true],
  ['pine-worker@.service', 'pine-worker@.service', true],
  ['pine-worker@.service', 'pine-worker@*.service', true],
  ['pine-worker@*.service', 'pine-worker@ES.service', true],
  ['pine-worker@*.service', 'pine-worker@.service', true],
  ['pine-worker@ES.service', 'pine-worker@.service', true],
  ['pine-worker@ES.service', 'pine-worker@*.service', true],
  ['pine-worker@ES.service', 'pine-worker@NQ.service', false],
  ['pine-worker@.service', 'pine-runner@ES.service', false],
  ['pine-*.service', 'pine-datahub.service', true],
  ['people at a desk', 'pine-worker@ES.service', false],
])('a key used by %s is of %s: %s', (pattern, unit, is) => {
  expect(isUsedBy(pattern, unit)).toBe(is);
});
