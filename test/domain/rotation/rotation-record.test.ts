import { expect, test } from 'vitest';
import {
  parseRotation,
  printRotation,
  rotationFile,
  rotationOf,
} from '../../../src/domain/rotation/rotation-record.ts';
import { aRecord } from './a-record.ts';

test('a record reads back', () => {
  const record = aRecord({ reason: 'due', turned: true });
  expect(parseRotation(printRotation(record))).toEqual(record);
});

test.each([
  ['half of it', printRotation(aRecord()).slice(0, 80)],
  ['nothing', ''],
  ['a field more', printRotation({ ...aRecord(), value: 'x' } as never)],
  ['another step', printRotation(aRecord({ done: 'guessed' as never }))],
  ['no fingerprint', printRotation(aRecord({ fingerprint: 'plain' }))],
])('%s is no record', (_, text) => {
  expect(parseRotation(text)).toBeUndefined();
});

test('its name tells key and profile', () => {
  expect(rotationOf(rotationFile('A_KEY', 'paper-2'))).toEqual({
    key: 'A_KEY',
    profile: 'paper-2',
  });
});

test.each(['journal.jsonl', 'rotation-.json', '.rotation-A-b.json.0123456789ab.tmp', 'lock'])(
  '%s is no rotation',
  (name) => {
    expect(rotationOf(name)).toBeUndefined();
  },
);
