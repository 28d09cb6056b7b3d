import { expect, it } from 'vitest';
import { readsOnly } from '../../../src/domain/env-text/reads-only.ts';
import type { Reading } from '../../../src/domain/loaders/loader.ts';
import { Secret } from '../../../src/domain/secret.ts';

type Unsure = readonly (readonly [key: string | undefined, rule: string])[];

/** A reading of these `KEY=value` texts. */
const read = (set: readonly string[], ignored: readonly string[] = [], unsure: Unsure = []) =>
  ({
    kind: 'read',
    assignments: set.map((text, index) => ({
      key: text.split('=')[0] ?? '',
      value: Secret.of(text.split('=')[1] ?? ''),
      line: index + 1,
    })),
    ignored: ignored.map((rule, index) => ({ line: index + 1, rule })),
    unsure: unsure.map(([key, rule]) => ({ line: 1, rule, ...(key === undefined ? {} : { key }) })),
  }) satisfies Reading;

const refused: Reading = { kind: 'refused', rule: 'nul' };
const before = read(['A=1', 'K=old', 'B=2', 'B=3'], ['no-equals'], [['C', 'outside']]);
const judged = (after: Reading, from: Reading = before) =>
  readsOnly(from, after, 'K', Secret.of('new'));

it.each([
  ['only K is another', read(['A=1', 'K=new', 'B=2', 'B=3'], ['no-equals'], [['C', 'outside']])],
  ['K was added', read(['A=1', 'B=2', 'B=3', 'K=new'], ['no-equals'], [['C', 'outside']])],
  [
    'keys are told in another order',
    read(['B=2', 'B=3', 'A=1', 'K=new'], ['no-equals'], [['C', 'outside']]),
  ],
])('holds where %s', (_, after) => {
  expect(judged(after)).toBe(true);
});

it('holds where K was unsure before, and is certain now', () => {
  expect(judged(read(['A=1', 'K=new']), read(['A=1'], [], [['K', 'outside']]))).toBe(true);
});

it.each([
  [
    'K is still the old one',
    read(['A=1', 'K=old', 'B=2', 'B=3'], ['no-equals'], [['C', 'outside']]),
  ],
  ['K is gone', read(['A=1', 'B=2', 'B=3'], ['no-equals'], [['C', 'outside']])],
  [
    'K stands twice',
    read(['A=1', 'K=new', 'B=2', 'B=3', 'K=new'], ['no-equals'], [['C', 'outside']]),
  ],
  [
    'another key is another',
    read(['A=2', 'K=new', 'B=2', 'B=3'], ['no-equals'], [['C', 'outside']]),
  ],
  ['another key is gone', read(['K=new', 'B=2', 'B=3'], ['no-equals'], [['C', 'outside']])],
  [
    'another key is new',
    read(['A=1', 'K=new', 'B=2', 'B=3', 'D=1'], ['no-equals'], [['C', 'outside']]),
  ],
  [
    'repeats changed places',
    read(['A=1', 'K=new', 'B=3', 'B=2'], ['no-equals'], [['C', 'outside']]),
  ],
  [
    'more is ignored',
    read(['A=1', 'K=new', 'B=2', 'B=3'], ['no-equals', 'no-equals'], [['C', 'outside']]),
  ],
  ['less is ignored', read(['A=1', 'K=new', 'B=2', 'B=3'], [], [['C', 'outside']])],
  [
    'it is ignored for another reason',
    read(['A=1', 'K=new', 'B=2', 'B=3'], ['bad-name'], [['C', 'outside']]),
  ],
  [
    'another key is unsure',
    read(['A=1', 'K=new', 'B=2', 'B=3'], ['no-equals'], [['B', 'outside']]),
  ],
  [
    'K itself is unsure',
    read(
      ['A=1', 'K=new', 'B=2', 'B=3'],
      ['no-equals'],
      [
        ['C', 'outside'],
        ['K', 'outside'],
      ],
    ),
  ],
  [
    'everything is unsure',
    read(
      ['A=1', 'K=new', 'B=2', 'B=3'],
      ['no-equals'],
      [
        ['C', 'outside'],
        [undefined, 'command'],
      ],
    ),
  ],
  ['nothing is read', refused],
])('does not hold where %s', (_, after) => {
  expect(judged(after)).toBe(false);
});

it('does not hold where nothing was read before', () => {
  expect(judged(read(['K=new']), refused)).toBe(false);
});
