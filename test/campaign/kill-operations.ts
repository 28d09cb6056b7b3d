import type { Bases } from './kill-bases.ts';
import { type Operation, thenPaper } from './kill-operation.ts';

const paperFile = 'Deployment/env/pine-trader.paper.env';
const liveFile = 'Deployment/env/pine-trader.live.env';
const registry = 'profiles/keys.yaml';
const [paper, live] = ['link pine-trader.paper.env', 'link pine-trader.live.env'];
const key = 'DATABENTO_API_KEY';

/** Every operation of the campaign but those that need a service manager. */
export function operationsOn(bases: Bases): readonly Operation[] {
  return [...switches(bases), ...rotations(bases), ...writers(bases), ...asking(bases)];
}

const useLive = { line: 'use live --root @', asks: true } as const;
const nobodyThere = { line: 'use live --root @', codes: [0, 3], ends: 'never newly live' } as const;

function switches(bases: Bases): readonly Operation[] {
  const toPaper = { line: 'use paper --root @', writes: [], oneChange: true, next: [thenPaper] };
  return [
    { ...toPaper, name: 'use paper from live', base: bases.live, places: [live, paper] },
    { ...toPaper, name: 'use paper from nothing', base: bases.nothing, places: ['nothing', paper] },
    {
      ...toPaper,
      name: 'use paper as a copy, from live',
      base: bases.liveCopies,
      places: ['file'],
    },
    {
      ...toPaper,
      ...{ name: 'rollback to paper', line: 'rollback --root @' },
      ...{ base: bases.live, places: [live, paper] },
    },
    {
      ...{ ...useLive, name: 'use live', base: bases.paper, places: [paper, live], writes: [] },
      oneChange: true,
      next: [{ ...useLive, codes: [0], ends: 'as clean' }, nobodyThere, thenPaper],
    },
  ];
}

function rotations({ value, ...bases }: Bases): readonly Operation[] {
  const rotate = (profile: string) =>
    `rotate ${key} --profile ${profile} --root @ --from-command -- cat ${value}`;
  const of = (profile: 'paper' | 'live', asCopy: boolean): Operation => {
    const line = rotate(profile);
    const asks = profile === 'live';
    const linked = profile === 'live' ? live : paper;
    const base = asks ? bases[asCopy ? 'liveCopies' : 'live'] : bases[asCopy ? 'copies' : 'paper'];
    return {
      ...{ name: `rotate ${profile}, ${asCopy ? 'as a copy' : 'linked'}`, base, line, asks },
      places: [asCopy ? 'file' : linked],
      writes: [profile === 'live' ? liveFile : paperFile, registry],
      oneChange: false,
      next: [{ line, asks, codes: [0, 3], ends: 'as clean' }, thenPaper],
    };
  };
  return [of('paper', false), of('paper', true), of('live', false), of('live', true)];
}

function writers(bases: Bases): readonly Operation[] {
  const again = (line: string, asks: boolean) =>
    ({ line, asks, codes: [0], ends: 'as clean' }) as const;
  const enroll = 'keys --enroll paper --root @';
  const pull = (profile: string) => `pull ${profile} --root @`;
  const adopt = 'adopt --root @';
  return [
    {
      ...{ name: 'keys --enroll', base: bases.unenrolled, line: enroll, asks: true },
      ...{ places: [paper], writes: [registry], oneChange: true },
      next: [again(enroll, true), thenPaper],
    },
    {
      ...{ name: 'pull paper', base: bases.sourced, line: pull('paper') },
      ...{ places: [paper], writes: [paperFile], oneChange: true },
      next: [again(pull('paper'), false), thenPaper],
    },
    {
      ...{ name: 'pull live', base: bases.liveSourced, line: pull('live'), asks: true },
      ...{ places: [live], writes: [liveFile], oneChange: true },
      next: [again(pull('live'), true), thenPaper],
    },
    {
      ...{ name: 'adopt paper', base: bases.plainPaper, line: adopt },
      ...{ places: ['file', paper], writes: [paperFile], oneChange: true },
      next: [again(adopt, false)],
    },
    {
      ...{ name: 'adopt live', base: bases.plainLive, line: adopt, asks: true },
      ...{ places: ['file', live], writes: [liveFile], oneChange: true },
      next: [again(adopt, true)],
    },
  ];
}

function asking(bases: Bases): readonly Operation[] {
  const only = { writes: [], oneChange: true, onlyAsks: true, next: [thenPaper] } as const;
  return [
    { ...only, name: 'status', base: bases.live, line: 'status --root @', places: [live] },
    {
      ...{ ...only, name: 'history --verify', base: bases.live, places: [live] },
      line: 'history --verify --root @',
    },
  ];
}
