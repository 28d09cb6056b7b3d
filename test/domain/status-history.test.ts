import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import type { Entry, EntryBody } from '../../src/domain/journal-entry.ts';
import { statusReport } from '../../src/domain/status-report.ts';
import { aWorld, liveFile, paperFile } from './a-world.ts';
import { body, move } from './journal-samples.ts';

const told = (history: readonly Entry[]) => statusReport(aWorld(), history, undefined).links[0];

let seq = 1;
function entry(one: EntryBody): Entry {
  seq += 1;
  return { v: 1, seq, prev: '0'.repeat(64), hash: 'f'.repeat(64), ...one };
}

const actor = (claimed: Actor['claimed'], user?: string): Actor => ({
  kernel: { uid: 1000, euid: 0, pid: 1, ...(user && { user }) },
  claimed,
});

describe('since when and by whom', () => {
  const by = actor({ sudoUser: 'ann' }, 'root');
  const when = (change: number) => body('done', change).at;

  test.each<[string, readonly EntryBody[], string | null, string | null]>([
    ['is unknown without a journal', [], null, null],
    [
      'is the change that is done',
      [{ ...move('done', 1, liveFile, paperFile), actor: by }],
      when(1),
      'ann',
    ],
    [
      'is the last that moved the link',
      [
        move('done', 1, null, paperFile),
        move('done', 2, paperFile, liveFile),
        move('done', 3, liveFile, paperFile),
      ],
      when(3),
      null,
    ],
    ['is not an intent', [move('intent', 1, liveFile, paperFile)], null, null],
    [
      'is unknown when the link was moved by hand since',
      [move('done', 1, paperFile, liveFile)],
      null,
      null,
    ],
    [
      'is the recovery that finished it',
      [
        move('intent', 1, liveFile, paperFile),
        {
          ...move('recovered', 2, liveFile, paperFile),
          of: body('intent', 1).change,
          how: 'finished',
        },
      ],
      when(2),
      null,
    ],
    [
      'is unknown when a change was undone before it was done',
      [move('intent', 1, paperFile, liveFile), move('undone', 1, paperFile, liveFile)],
      null,
      null,
    ],
    ['is of another link', [move('done', 1, null, paperFile, 'datahub.env')], null, null],
  ])('%s', (_about, bodies, since, who) => {
    expect(told(bodies.map(entry))).toMatchObject({ since, by: who });
  });

  test.each<[Actor, string]>([
    [actor({ sudoUser: 'ann' }, 'root'), 'ann'],
    [actor({}, 'bob'), 'bob'],
    [actor({}), 'uid 1000'],
  ])('is told as far as it is known', (who, name) => {
    const history = [entry({ ...move('done', 1, null, paperFile), actor: who })];
    expect(told(history)?.by).toBe(name);
  });
});
