import { describe, expect, test } from 'vitest';
import { type HostState, hostState } from '../../../src/domain/running/host-state.ts';
import type { ProcessVerdict } from '../../../src/domain/running/judge-process.ts';
import type { UnitVerdict } from '../../../src/domain/running/judge-units.ts';

type Worker = Pick<ProcessVerdict, 'state' | 'tier'>;
type Linked = 'safe' | 'live' | null;

const safe: Worker = { state: 'matches', tier: 'safe' };
const live: Worker = { state: 'matches', tier: 'live' };
const staleSafe: Worker = { state: 'stale', tier: 'safe' };
const staleLive: Worker = { state: 'stale', tier: 'live' };
const mixed: Worker = { state: 'mixed', tier: 'live' };
const unproven: Worker = { state: 'unproven', tier: null };
const unprovenSafe: Worker = { state: 'unproven', tier: 'safe' };
const unprovenLive: Worker = { state: 'unproven', tier: 'live' };

function stateOf(
  linked: Linked,
  workers: readonly Worker[],
  unit?: UnitVerdict['state'],
): HostState {
  const same = { unit: 'a.service', active: null, sub: null, processes: [] };
  const units = unit === undefined ? [] : [{ ...same, state: unit }];
  return hostState(linked, {
    workers: workers as readonly ProcessVerdict[],
    units,
    others: [],
  });
}

const columns: readonly Linked[] = ['safe', 'live', null];

describe('a host on which safe, live or nothing is linked is', () => {
  test.each<[string, readonly Worker[], readonly [HostState, HostState, HostState]]>([
    ['no worker runs', [], ['safe', 'armed', 'nothing']],
    ['a worker has safe keys', [safe], ['safe', 'armed', 'nothing']],
    ['a worker is stale and safe', [staleSafe], ['safe', 'armed', 'nothing']],
    ['a worker has live keys', [live], ['stale-live', 'live', 'stale-live']],
    ['a worker is stale and live', [staleLive], ['stale-live', 'live', 'stale-live']],
    ['a worker is mixed', [mixed], ['mixed', 'mixed', 'mixed']],
    ['a worker is unproven', [unproven], ['unproven', 'unproven', 'unproven']],
    ['a worker is unproven with a safe key', [unprovenSafe], ['unproven', 'unproven', 'unproven']],
    [
      'a worker is unproven with a live key',
      [unprovenLive],
      ['stale-live', 'unproven', 'stale-live'],
    ],
    ['one is live and one safe', [safe, live], ['stale-live', 'live', 'stale-live']],
    ['one is mixed and one live', [live, mixed], ['mixed', 'mixed', 'mixed']],
    ['one is unproven and one live', [unproven, live], ['stale-live', 'unproven', 'stale-live']],
    ['one is unproven and one safe', [safe, unproven], ['unproven', 'unproven', 'unproven']],
  ])('when %s', (_about, workers, states) => {
    expect(columns.map((linked) => stateOf(linked, workers))).toEqual(states);
  });

  test.each<[UnitVerdict['state'], readonly [HostState, HostState, HostState]]>([
    ['unproven', ['unproven', 'unproven', 'unproven']],
    ['not-running', ['safe', 'armed', 'nothing']],
  ])('when a unit without a process is %s', (unit, states) => {
    expect(columns.map((linked) => stateOf(linked, [], unit))).toEqual(states);
  });
});
