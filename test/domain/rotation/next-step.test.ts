import { expect, test } from 'vitest';
import { caughtUp, nextStep, type RotationFacts } from '../../../src/domain/rotation/next-step.ts';
import type { RotationRecord } from '../../../src/domain/rotation/rotation-record.ts';
import { aRecord } from './a-record.ts';

const begun: RotationFacts = {
  fileHolds: 'before',
  beforeIs: 'current',
  consent: 'not-needed',
  copy: 'none',
  restart: 'not-needed',
};
const stored: RotationFacts = { ...begun, fileHolds: 'new', newIs: 'next' };
const promoted: RotationFacts = { ...stored, newIs: 'current', beforeIs: 'previous' };
const linked = { ...promoted, restart: 'wanted' } as const;
const restarted = aRecord({ done: 'restarted' });
const turned = aRecord({ turned: true });

const table: readonly (readonly [string, RotationRecord | undefined, RotationFacts, string])[] = [
  ['nothing was begun', undefined, begun, 'taken'],
  ['a record without a registered value', aRecord(), begun, 'taken'],
  ['it is registered', aRecord(), { ...begun, newIs: 'next' }, 'stored'],
  ['the record lags behind', aRecord({ done: 'enrolled' }), stored, 'promoted'],
  ['somebody changed the file by hand', aRecord(), { ...stored, fileHolds: 'other' }, 'stored'],
  ['live is linked and its bytes changed', aRecord(), { ...stored, consent: 'void' }, 'consented'],
  ['consent comes before the registry', aRecord(), { ...promoted, consent: 'void' }, 'consented'],
  ['somebody agreed to it', aRecord(), { ...stored, consent: 'held' }, 'promoted'],
  ['the copy in place is level', aRecord(), { ...stored, copy: 'level' }, 'promoted'],
  ['the copy in place lags behind', aRecord(), { ...stored, copy: 'behind' }, 'copied'],
  ['it does when all else is done', restarted, { ...linked, copy: 'behind' }, 'copied'],
  ['nobody agreed to copy', aRecord(), { ...stored, copy: 'behind', consent: 'void' }, 'consented'],
  ['two are current', aRecord(), { ...promoted, beforeIs: 'current' }, 'promoted'],
  ['units run the profile', aRecord(), linked, 'restarted'],
  ['they were restarted', restarted, linked, 'revoked'],
  ['nothing runs it', aRecord(), promoted, 'revoked'],
  ['the old one is revoked', restarted, { ...linked, beforeIs: 'revoked' }, 'over'],
  ['the old one is gone', restarted, { ...linked, beforeIs: undefined as never }, 'over'],
  ['given up, not stored back', turned, { ...begun, newIs: 'current', beforeIs: 'next' }, 'stored'],
  ['given up, stored back', turned, { ...stored, newIs: 'current', beforeIs: 'next' }, 'promoted'],
  ['given up, all is as before', turned, promoted, 'over'],
];

test.each(table)('the next step when %s', (_, record, facts, step) => {
  expect(nextStep(record, facts)).toBe(step);
});

const planned = ['taken', 'checked', 'enrolled', 'stored', 'promoted', 'revoked'] as const;

test.each([
  ['stored', 'revoked', 'promoted'],
  ['promoted', 'revoked', undefined],
  ['enrolled', 'stored', undefined],
  ['proved', 'stored', 'enrolled'],
] as const)('a record that says %s when %s comes next is brought to %s', (done, next, brought) => {
  expect(caughtUp(aRecord({ done }), planned, next)?.done).toBe(brought);
});
