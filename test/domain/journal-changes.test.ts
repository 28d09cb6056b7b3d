import { describe, expect, test } from 'vitest';
import {
  currentSince,
  lastChange,
  openIntent,
  stateAfter,
  stateBefore,
} from '../../src/domain/journal-changes.ts';
import type { EntryBody } from '../../src/domain/journal-entry.ts';
import { readTail } from '../../src/domain/journal-tail.ts';
import { body, changeId, journalOf, move } from './journal-samples.ts';

const link = 'pine-trader.env';
const entriesOf = (...bodies: readonly EntryBody[]) => readTail(journalOf(...bodies), true).entries;
const plain = (states: ReadonlyMap<string, string | null> | undefined) =>
  states && Object.fromEntries(states);

// Numbers as the journal gives them: the genesis is 1, so these begin at 2.
const toPaper = [move('intent', 1, null, 'paper'), move('done', 1, null, 'paper')];
const toLive = [move('intent', 2, 'paper', 'live'), move('done', 2, 'paper', 'live')];
const backToPaper = [move('intent', 3, 'live', 'paper'), move('done', 3, 'live', 'paper')];
const liveIntent = move('intent', 2, 'paper', 'live');
const undoneLive = move('undone', 2, 'paper', 'live');
const recoveredAs = (how: 'finished' | 'undone' | 'nothing-happened') =>
  body('recovered', 9, { of: changeId(2), how });

describe('an open intent', () => {
  test.each<[string, readonly EntryBody[], number | undefined]>([
    ['nothing', [], undefined],
    ['a change that was done', toPaper, undefined],
    ['an intent alone', [...toPaper, liveIntent], 2],
    ['an intent and its undone', [liveIntent, undoneLive], undefined],
    [
      'an intent that a later change undid',
      [liveIntent, body('undone', 5, { of: changeId(2) })],
      undefined,
    ],
    ['an intent that a later change finished', [liveIntent, recoveredAs('finished')], undefined],
    [
      'an intent of which nothing had happened',
      [liveIntent, recoveredAs('nothing-happened')],
      undefined,
    ],
    [
      'an intent before entries that settle nothing',
      [liveIntent, body('refused', 2), body('noted', 2), body('unreported', 2)],
      2,
    ],
    [
      'an intent before a repair of torn bytes',
      [liveIntent, body('recovered', 2, { torn: 'ab'.repeat(32) })],
      2,
    ],
    ['an intent before the end of another change', [liveIntent, ...backToPaper], 2],
    ['two intents', [move('intent', 1, null, 'paper'), liveIntent], 2],
  ])('after %s', (_, bodies, change) => {
    const open = openIntent(readableEntries(bodies));
    expect(open?.change).toBe(change === undefined ? undefined : changeId(change));
  });

  // A `recovered` that names torn bytes would not stand in a real chain without them; here only its fields matter.
  function readableEntries(bodies: readonly EntryBody[]) {
    return bodies.map((one, index) => ({
      ...one,
      v: 1 as const,
      seq: index + 2,
      prev: '',
      hash: '',
    }));
  }
});

describe('since when a link stands as it does', () => {
  test.each<[string, readonly EntryBody[], number | undefined]>([
    ['no change', [body('noted', 1)], undefined],
    ['one change', toPaper, 3],
    ['a change and its intent only', [...toPaper, liveIntent], 3],
    ['two changes', [...toPaper, ...toLive], 5],
    ['a change taken back before it was done', [...toPaper, liveIntent, undoneLive], 3],
    ['a change taken back after it was done', [...toPaper, ...toLive, undoneLive], 6],
    ['a change finished by the next one', [...toPaper, liveIntent, recoveredAs('finished')], 5],
    ['a change undone by the next one', [...toPaper, liveIntent, recoveredAs('undone')], 3],
    ['a change that moved nothing', [...toPaper, move('done', 4, 'paper', 'paper')], 3],
    ['a change that found a foreign state', [...toPaper, move('done', 4, 'by-hand', 'paper')], 4],
    ['a change of another link', [...toPaper, move('done', 4, null, 'hub', 'datahub.env')], 3],
  ])('after %s', (_, bodies, seq) => {
    expect(currentSince(entriesOf(...bodies), link)?.seq).toBe(seq);
  });
});

describe('where the links stood', () => {
  const hub = { link: 'datahub.env', from: null, to: 'datahub.live.env' };
  const both = body('done', 2, { links: [{ link, from: 'paper', to: 'live' }, hub] });
  const history = entriesOf(...toPaper, liveIntent, both, ...backToPaper);

  test.each([
    [1, { [link]: null, 'datahub.env': null }],
    [2, { [link]: null, 'datahub.env': null }],
    [3, { [link]: 'paper', 'datahub.env': null }],
    [4, { [link]: 'paper', 'datahub.env': null }],
    [5, { [link]: 'live', 'datahub.env': 'datahub.live.env' }],
    [7, { [link]: 'paper', 'datahub.env': 'datahub.live.env' }],
  ])('after entry %i', (seq, states) => {
    expect(plain(stateAfter(history, seq))).toEqual(states);
  });

  test('a change finished by recovery counts from the recovery on', () => {
    const entries = entriesOf(...toPaper, liveIntent, recoveredAs('finished'));
    expect(plain(stateAfter(entries, 4))).toEqual({ [link]: 'paper' });
    expect(plain(stateAfter(entries, 5))).toEqual({ [link]: 'live' });
  });
});

describe('what a rollback goes back to', () => {
  test.each<[string, readonly EntryBody[], Record<string, string | null> | undefined]>([
    ['no change', [], undefined],
    ['an open intent only', [liveIntent], undefined],
    ['the first change', toPaper, { [link]: null }],
    ['two changes', [...toPaper, ...toLive], { [link]: 'paper' }],
    ['a change back', [...toPaper, ...toLive, ...backToPaper], { [link]: 'live' }],
    ['a change that was taken back', [...toPaper, ...toLive, undoneLive], { [link]: null }],
    [
      'a change undone by recovery',
      [...toPaper, liveIntent, recoveredAs('undone')],
      { [link]: null },
    ],
    [
      'a change finished by recovery',
      [...toPaper, liveIntent, recoveredAs('finished')],
      { [link]: 'paper' },
    ],
    [
      'a change that moved nothing',
      [...toPaper, ...toLive, move('done', 4, 'live', 'live')],
      { [link]: 'paper' },
    ],
    [
      'a link moved by hand in between',
      [...toPaper, move('done', 4, 'by-hand', 'paper')],
      { [link]: 'by-hand' },
    ],
    [
      'a change of one link of two',
      [...toPaper, move('done', 4, null, 'hub', 'datahub.env')],
      { [link]: 'paper', 'datahub.env': null },
    ],
  ])('after %s', (_, bodies, states) => {
    expect(plain(stateBefore(entriesOf(...bodies)))).toEqual(states);
  });

  test('the change itself is told', () => {
    expect(lastChange(entriesOf(...toPaper, ...toLive))).toMatchObject({ kind: 'done', seq: 5 });
  });
});
