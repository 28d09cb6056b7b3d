import { expect, test } from 'vitest';
import { wayToGive } from '../../../src/domain/child/environment-edit.ts';
import { type Plain, variables } from './a-child.ts';

const own = (plain: Plain, leftOut?: number) => ({
  kind: 'read' as const,
  variables: variables(plain),
  ...(leftOut === undefined ? {} : { leftOut }),
});

test.each<[string, Plain, Plain, number | undefined, object]>([
  ['text is handed over as text', { A: '1' }, { A: '2', B: 'ä' }, 3, { kind: 'as-text' }],
  [
    'bytes stay where they are, and the rest is changed around them',
    { A: '1', B: '\udcff', C: '3' },
    { A: '2', B: '\udcff' },
    undefined,
    { kind: 'inherited', edit: { unset: ['C'], set: variables({ A: '2' }) } },
  ],
  ['a byte that is not there yet cannot come', {}, { A: '\udcff' }, 0, { kind: 'not-exact' }],
  [
    'nor can a name go that is no text',
    { A: '\udcff', '\udcfe': '1' },
    { A: '\udcff' },
    0,
    { kind: 'not-exact' },
  ],
  [
    'nor what stands there and is not seen',
    { A: '\udcff' },
    { A: '\udcff' },
    1,
    { kind: 'not-exact' },
  ],
])('%s', (_what, before, wanted, leftOut, way) => {
  expect(wayToGive(own(before, leftOut), variables(wanted))).toEqual(way);
});
