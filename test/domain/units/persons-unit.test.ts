import { expect, test } from 'vitest';
import { isPersons } from '../../../src/domain/units/persons-unit.ts';

test.each<[string, boolean]>([
  ['session-3.scope', true],
  ['session-c1.scope', true],
  ['user@1000.service', true],
  ['init.scope', true],
  ['pine-worker@a.service', false],
  ['run-r0a1b2c3.scope', false],
  ['cron.service', false],
  ['my-session-3.scope', false],
  ['pine-user@1000.service', false],
])('%s is a person’s: %s', (unit, is) => {
  expect(isPersons(unit)).toBe(is);
});
