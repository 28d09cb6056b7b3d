import { describe, expect, test } from 'vitest';
import type { Entry, LinkMove } from '../../src/domain/journal-entry.ts';
import { planRecovery } from '../../src/domain/recovery.ts';
import { aLink, aWorld, fileFacts, link, liveFile, paperFile, type Setup } from './a-world.ts';

const hub = 'datahub.env';
const hubs = {
  paper: { links: { [link]: paperFile, [hub]: 'hub.paper.env' } },
  live: { links: { [link]: liveFile, [hub]: 'hub.live.env' } },
  drill: { tier: 'live' },
};
const drill = 'pine-trader.drill.env';

function intent(tier: 'safe' | 'live' | undefined, ...links: readonly LinkMove[]): Entry {
  const chain = { seq: 2, prev: '0'.repeat(64), hash: 'f'.repeat(64) };
  const body = { at: '2026-10-02T03:00:00.000Z', kind: 'intent', change: '0'.repeat(12) } as const;
  return { v: 1, ...chain, ...body, verb: 'use', ...(tier && { tier }), links };
}

const move = (from: string | null, to: string | null, name = link) => ({ link: name, from, to });
const stands = (first: string | null, second: string | null = null): Setup => ({
  profiles: hubs,
  links: {
    [link]: first === null ? null : aLink(link, first, fileFacts()),
    [hub]: second === null ? null : aLink(hub, second, fileFacts()),
  },
});
const toLive = intent('live', move(paperFile, liveFile));
const toSafe = intent('safe', move(liveFile, paperFile));
const both = {
  live: intent('live', move(paperFile, liveFile), move('hub.paper.env', 'hub.live.env', hub)),
  safe: intent('safe', move(liveFile, paperFile), move('hub.live.env', 'hub.paper.env', hub)),
};

describe('a change that was cut short', () => {
  test.each<[string, Entry, Setup, string, readonly LinkMove[]]>([
    ['to live, before it moved anything', toLive, stands(paperFile), 'nothing-happened', []],
    ['to live, after the move', toLive, stands(liveFile), 'undone', [move(liveFile, paperFile)]],
    ['to live, with the link gone', toLive, stands(null), 'undone', [move(null, paperFile)]],
    [
      'to live from nowhere, before the move',
      intent('live', move(null, liveFile)),
      stands(null),
      'nothing-happened',
      [],
    ],
    [
      'to live from nowhere, after it',
      intent('live', move(null, liveFile)),
      stands(liveFile),
      'undone',
      [move(liveFile, null)],
    ],
    [
      'to live from another live profile',
      intent('live', move(drill, liveFile)),
      stands(liveFile),
      'undone',
      [move(liveFile, null)],
    ],
    [
      'to live, moved elsewhere by hand since',
      toLive,
      stands('o.env'),
      'undone',
      [move('o.env', paperFile)],
    ],
    [
      'to live, one link of two',
      both.live,
      stands(liveFile, 'hub.paper.env'),
      'undone',
      [move(liveFile, paperFile)],
    ],
    [
      'to live, both links',
      both.live,
      stands(liveFile, 'hub.live.env'),
      'undone',
      [move(liveFile, paperFile), move('hub.live.env', 'hub.paper.env', hub)],
    ],
    [
      'to safe, before it moved anything',
      toSafe,
      stands(liveFile),
      'finished',
      [move(liveFile, paperFile)],
    ],
    ['to safe, after the move', toSafe, stands(paperFile), 'finished', []],
    ['to safe, with the link gone', toSafe, stands(null), 'finished', [move(null, paperFile)]],
    [
      'to safe, one link of two',
      both.safe,
      stands(paperFile, 'hub.live.env'),
      'finished',
      [move('hub.live.env', 'hub.paper.env', hub)],
    ],
    ['of no links', intent(undefined), stands(liveFile), 'nothing-happened', []],
    ['of no links, to live', intent('live'), stands(liveFile), 'nothing-happened', []],
  ])('%s', (_about, entry, setup, how, moves) => {
    expect(planRecovery(aWorld(setup), entry, false)).toEqual({ of: entry, how, moves });
  });

  test.each([toLive, toSafe, both.live])(
    'is only closed when another change was done since',
    (entry) => {
      for (const setup of [stands(paperFile), stands(liveFile), stands(null)]) {
        const plan = planRecovery(aWorld(setup), entry, true);
        expect(plan).toEqual({ of: entry, how: 'nothing-happened', moves: [] });
      }
    },
  );

  test('never leads to a live file, whatever was meant and whatever stands', () => {
    const files = [paperFile, liveFile, drill, 'o.env', null];
    const plans = files.flatMap((from) =>
      files.flatMap((now) => {
        const world = aWorld(stands(now));
        const live = [liveFile, drill].map((to) => intent('live', move(from, to)));
        return live.map((entry) => planRecovery(world, entry, false));
      }),
    );
    expect(plans).toHaveLength(50);
    const ends = new Set(plans.flatMap(({ moves }) => moves.map(({ to }) => to)));
    expect(ends).toEqual(new Set([paperFile, null]));
  });
});
