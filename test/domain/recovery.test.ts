import { describe, expect, test } from 'vitest';
import { bareDigest } from '../../src/domain/consent-holds.ts';
import { bytesDigest } from '../../src/domain/fingerprint.ts';
import type { Entry, LinkMove } from '../../src/domain/journal-entry.ts';
import { planRecopy, planRecovery } from '../../src/domain/recovery.ts';
import { aLink, aWorld, fileFacts, link, liveFile, paperFile, type Setup } from './a-world.ts';
import { liveText, paperText, values } from './env-samples.ts';
import { inPaper } from './mistakes.ts';

const hub = 'datahub.env';
const hubs = {
  paper: { links: { [link]: paperFile, [hub]: 'hub.paper.env' } },
  live: { links: { [link]: liveFile, [hub]: 'hub.live.env' } },
  drill: { tier: 'live' },
};
const drill = 'pine-trader.drill.env';
const files = { 'hub.paper.env': paperText(), 'hub.live.env': liveText(), [drill]: liveText() };

function intent(tier: 'safe' | 'live', ...links: readonly LinkMove[]): Entry {
  const chain = { seq: 2, prev: '0'.repeat(64), hash: 'f'.repeat(64) };
  const body = { at: '2026-10-02T03:00:00.000Z', kind: 'intent', change: '0'.repeat(12) } as const;
  const profile = tier === 'live' ? 'live' : 'paper';
  return { v: 1, ...chain, ...body, verb: 'use', profile, tier, links };
}

const move = (from: string | null, to: string | null, name = link) => ({ link: name, from, to });
const stands = (first: string | null, second: string | null = null): Setup => ({
  profiles: hubs,
  files,
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
const nothing = 'nothing-happened';

describe('a change that was cut short', () => {
  test.each<[string, Entry, Setup, string, readonly LinkMove[]]>([
    ['to live, before it moved anything', toLive, stands(paperFile), nothing, []],
    ['to live, after the move', toLive, stands(liveFile), 'undone', [move(liveFile, paperFile)]],
    ['to live, with the link gone since', toLive, stands(null), nothing, []],
    ['to live, moved elsewhere by hand since', toLive, stands('o.env'), nothing, []],
    [
      'to live from nowhere, before the move',
      intent('live', move(null, liveFile)),
      stands(null),
      nothing,
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
      'to live from live itself, as a link that dangled',
      intent('live', move(liveFile, liveFile)),
      stands(liveFile),
      nothing,
      [],
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
    [
      'to safe, with the link gone since',
      toSafe,
      stands(null),
      'finished',
      [move(null, paperFile)],
    ],
    [
      'to safe, one link of two',
      both.safe,
      stands(paperFile, 'hub.live.env'),
      'finished',
      [move('hub.live.env', 'hub.paper.env', hub)],
    ],
    ['of no links', intent('safe'), stands(liveFile), nothing, []],
    ['of no links, to live', intent('live'), stands(liveFile), nothing, []],
  ])('%s', (_about, entry, setup, how, moves) => {
    expect(planRecovery(aWorld(setup), entry, false)).toEqual({ of: entry, how, moves });
  });

  test.each<[string, Entry, Setup]>([
    [
      'its profile is live today',
      toSafe,
      { ...stands(liveFile), profiles: { ...hubs, paper: { tier: 'live' } } },
    ],
    ['its profile is gone', toSafe, { ...stands(liveFile), profiles: { ...hubs, paper: null } }],
    [
      'its file holds a live key today',
      toSafe,
      { ...stands(liveFile), files: { ...files, ...inPaper({ X: values.liveHook }).files } },
    ],
    [
      'its file is gone',
      toSafe,
      {
        ...stands(liveFile),
        files: { ...files, [paperFile]: { kind: 'absent', file: paperFile } },
      },
    ],
    ['the link was made foreign since', toSafe, stands('o.env')],
    ['it would lead to a live file', intent('safe', move(paperFile, liveFile)), stands(paperFile)],
    [
      'it would lead to a file that nobody declares',
      intent('safe', move(paperFile, 'o.env')),
      stands(paperFile),
    ],
    ['it would lead to nothing', intent('safe', move(liveFile, null)), stands(liveFile)],
  ])('to safe is only closed when %s', (_about, entry, setup) => {
    expect(planRecovery(aWorld(setup), entry, false)).toEqual({
      of: entry,
      how: nothing,
      moves: [],
    });
  });

  test.each([toLive, toSafe, both.live])(
    'is only closed when another change was done since',
    (entry) => {
      for (const setup of [stands(paperFile), stands(liveFile), stands(null)]) {
        const plan = planRecovery(aWorld(setup), entry, true);
        expect(plan).toEqual({ of: entry, how: nothing, moves: [] });
      }
    },
  );

  test('never leads to a live file, whatever was meant and whatever stands', () => {
    const places = [paperFile, liveFile, drill, 'o.env', null];
    const plans = places.flatMap((from) =>
      places.flatMap((now) => {
        const world = aWorld(stands(now));
        const meant = (tier: 'safe' | 'live') => places.map((to) => intent(tier, move(from, to)));
        return [...meant('live'), ...meant('safe')].map((entry) =>
          planRecovery(world, entry, false),
        );
      }),
    );
    expect(plans).toHaveLength(250);
    const ends = new Set(plans.flatMap(({ moves }) => moves.map(({ to }) => to)));
    expect(ends).toEqual(new Set([paperFile, null]));
  });
});

describe('a copy that a rotation was making anew', () => {
  const salt = '5b'.repeat(32);
  const digestOf = (text: string) =>
    bareDigest(bytesDigest(salt, new TextEncoder().encode(text))) ?? '';
  /** The intent of a rotation that was to store this text. */
  const anew = (tier: 'safe' | 'live', text: string): Entry => {
    const file = tier === 'live' ? liveFile : paperFile;
    const files = [{ file, digest: digestOf(text) }];
    return { ...intent(tier, move(file, file)), verb: 'rotate', files };
  };
  const safe = anew('safe', paperText());
  const live = anew('live', liveText());
  const elsewhere: Setup = { ...stands(null), files };

  test.each<[string, Entry, Setup, string, readonly LinkMove[]]>([
    ['paper, fell behind', safe, elsewhere, 'finished', [move(null, paperFile)]],
    ['paper, stands there', safe, stands(paperFile), 'finished', []],
    ['paper, the file was never written', anew('safe', 'A=1\n'), elsewhere, nothing, []],
    ['live, fell behind: a person does it', live, elsewhere, nothing, []],
    ['live, stands there', live, stands(liveFile), 'finished', []],
    ['live, the file was never written', anew('live', 'A=1\n'), stands(liveFile), nothing, []],
    [
      'paper, and its profile is live today',
      safe,
      { ...elsewhere, profiles: { ...hubs, paper: { tier: 'live' } } },
      nothing,
      [],
    ],
  ])('%s', (_about, entry, setup, how, moves) => {
    expect(planRecopy(aWorld(setup), entry, salt, false)).toEqual({ of: entry, how, moves });
  });

  test("is nobody's business after another change was done", () => {
    expect(planRecopy(aWorld(elsewhere), safe, salt, true)).toMatchObject({ moves: [] });
  });
});
