import { describe, expect, test } from 'vitest';
import type { Entry, EntryKind } from '../../../src/domain/journal-entry.ts';
import { leftStopped } from '../../../src/domain/units/left-stopped.ts';

const a = 'pine-worker@a.service';

function entry(kind: EntryKind, change: string, units?: readonly string[]): Entry {
  const chain = { v: 1, seq: 1, prev: '', hash: '' } as const;
  const own = { at: '2026-11-25T03:00:00.000Z', verb: 'use', kind, change };
  return { ...chain, ...own, ...(units === undefined ? {} : { units }) };
}

describe('the units that a change left stopped', () => {
  test.each([
    ['none when nothing was ever restarted', [entry('intent', 'x'), entry('done', 'x')], []],
    ['those of a change that is still open', [entry('intent', 'x', [a])], [a]],
    [
      'those of a change that a later one has settled',
      [entry('intent', 'x', [a]), entry('recovered', 'y'), entry('done', 'y')],
      [a],
    ],
    ['none of a change that was done', [entry('intent', 'x', [a]), entry('done', 'x', [a])], []],
    ['none of one that took itself back', [entry('intent', 'x', [a]), entry('undone', 'x')], []],
    [
      'none once somebody brought units up',
      [entry('intent', 'x', [a]), entry('recovered', 'y'), entry('noted', 'z', [a])],
      [],
    ],
    [
      'those of a change whose units nobody could bring up since',
      [entry('intent', 'x', [a]), entry('recovered', 'y'), entry('noted', 'z')],
      [a],
    ],
  ] as const)('are %s', (_, entries, expected) => {
    expect(leftStopped(entries)).toEqual(expected);
  });
});
