import { describe, expect, test } from 'vitest';
import { planSwitch, wayBack } from '../../src/domain/switch-plan.ts';
import {
  aLink,
  aProfile,
  aWorld,
  fileFacts,
  link,
  liveFile,
  paperFile,
  type Setup,
} from './a-world.ts';

const hub = 'datahub.env';
const behind = fileFacts();
const twoLinks = {
  paper: { links: { [link]: paperFile, [hub]: 'hub.paper.env' } },
  live: { links: { [hub]: 'hub.live.env', [link]: liveFile } },
};
const at = (first: string, second: string): Setup => ({
  profiles: twoLinks,
  links: { [link]: aLink(link, first, behind), [hub]: aLink(hub, second, behind) },
});
const copyPaper = { paper: { activation: 'copy' } };
const asFile = { link, facts: fileFacts() };
const move = (from: string | null, to: string, name = link) => ({ link: name, from, to });

type Row = readonly [string, string, Setup, readonly object[], string | null];

const plans: readonly Row[] = [
  ['paper, and paper stands', 'paper', {}, [], null],
  ['live, and paper stands', 'live', {}, [move(paperFile, liveFile)], 'paper'],
  [
    'paper, and live stands',
    'paper',
    { links: { [link]: liveFile } },
    [move(liveFile, paperFile)],
    'live',
  ],
  [
    'paper, and there is no link',
    'paper',
    { links: { [link]: null } },
    [move(null, paperFile)],
    null,
  ],
  [
    'paper, and its link dangles',
    'paper',
    { links: { [link]: aLink(link, paperFile) } },
    [move(paperFile, paperFile)],
    'paper',
  ],
  [
    'paper, and the link is foreign',
    'paper',
    { links: { [link]: 'o.env' } },
    [move('o.env', paperFile)],
    null,
  ],
  [
    'both links',
    'paper',
    at(liveFile, 'hub.live.env'),
    [move(liveFile, paperFile), move('hub.live.env', 'hub.paper.env', hub)],
    'live',
  ],
  [
    'both links, in the order live declares',
    'live',
    at(paperFile, 'hub.paper.env'),
    [move('hub.paper.env', 'hub.live.env', hub), move(paperFile, liveFile)],
    'paper',
  ],
  [
    'one of two links',
    'paper',
    at(paperFile, 'hub.live.env'),
    [move('hub.live.env', 'hub.paper.env', hub)],
    'live',
  ],
  [
    'links that stood for two profiles',
    'staging',
    {
      ...at(paperFile, 'hub.live.env'),
      profiles: { ...twoLinks, staging: { links: { [link]: 's.env', [hub]: 't.env' } } },
    },
    [move(paperFile, 's.env'), move('hub.live.env', 't.env', hub)],
    null,
  ],
  [
    'a copy where its link stands',
    'paper',
    { profiles: copyPaper },
    [move(paperFile, paperFile)],
    'paper',
  ],
  [
    'a copy that stands',
    'paper',
    { profiles: copyPaper, links: { [link]: { ...asFile, copyOf: paperFile } } },
    [],
    null,
  ],
  [
    'a link where a copy of it stands',
    'live',
    { profiles: copyPaper, links: { [link]: { ...asFile, copyOf: liveFile } } },
    [move(liveFile, liveFile)],
    'live',
  ],
  [
    'a copy of bytes nobody knows',
    'paper',
    { profiles: copyPaper, links: { [link]: asFile } },
    [move(null, paperFile)],
    null,
  ],
];

describe('the plan of a switch', () => {
  test.each(plans)('to %s', (_about, name, setup, moves, before) => {
    const world = aWorld(setup);
    const read = world.profiles.get(name);
    if (read?.kind !== 'good') throw new Error(`${name} is broken`);
    const { tier, activation } = read.profile;
    expect(planSwitch(world, read.profile)).toEqual({
      profile: name,
      tier,
      activation,
      moves,
      before,
    });
  });
});

describe('the way back from live', () => {
  const world = aWorld({ profiles: { drill: { tier: 'live' }, staging: {} } });
  test.each([
    ['the safe file it came from', paperFile, paperFile],
    ['another safe file', 'pine-trader.staging.env', 'pine-trader.staging.env'],
    ['nowhere, when it came from nowhere', null, null],
    ['nowhere, when it came from another live profile', 'pine-trader.drill.env', null],
    ['nowhere, when it came from live itself', liveFile, null],
    ['nowhere, when nobody declares where it came from', 'o.env', null],
  ])('is %s', (_about, from, back) => {
    expect(wayBack(world, { link, from, to: liveFile })).toBe(back);
  });

  test('never leads to a file of a profile that cannot be read', () => {
    const error = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
    const broken = aWorld({ profiles: { paper: { kind: 'bad', name: 'paper', error } } });
    expect(wayBack(broken, { link, from: paperFile, to: liveFile })).toBeNull();
    expect(aProfile('paper').tier).toBe('safe');
  });
});
