import { describe, expect, test } from 'vitest';
import { judgeRunning } from '../../../src/domain/running/judge-units.ts';
import type { ProcessFacts } from '../../../src/domain/running/process-facts.ts';
import type { Running } from '../../../src/domain/running/running.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { UnitFacts } from '../../../src/domain/units/unit-facts.ts';
import type { Setup } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { aProcess, aUnit, byHand, unit, whereRun } from './a-process.ts';

const commanded: Setup = { profiles: { paper: { worker: { command: 'live_worker' } } } };
const other = { unit: 'rooney.service' };
const shell = { program: 'bash', command: [Secret.of('bash')] };
const answered = (...units: readonly UnitFacts[]): Partial<Running> => ({
  manager: { kind: 'answered', units },
});

function judged(
  processes: readonly ProcessFacts[],
  setup: Setup = {},
  running = answered(aUnit()),
) {
  return judgeRunning(whereRun(processes, setup, running));
}

describe('a worker is', () => {
  test.each<[string, ProcessFacts, Setup]>([
    [
      'a process of a profile’s unit, whatever it is called',
      aProcess(liveText(), shell),
      commanded,
    ],
    ['a process that a profile names by its command', byHand(liveText()), commanded],
    ['any process with a key, when no profile names a command', byHand(liveText(), shell), {}],
    ['a process of a strange unit then', aProcess(liveText(), { ...shell, ...other }), {}],
  ])('%s', (_about, process, setup) => {
    const { workers, others } = judged([process], setup);
    expect([workers.map(({ tier }) => tier), others]).toEqual([['live'], []]);
  });
});

describe('no worker, but told, is', () => {
  test.each<[string, ProcessFacts, number]>([
    ['a shell with live keys, when a command is named', byHand(liveText(), shell), 1],
    ['a strange unit with live keys then', aProcess(liveText(), { ...shell, ...other }), 1],
    ['and a shell with paper keys is not told', byHand(paperText(), shell), 0],
  ])('%s', (_about, process, told) => {
    const { workers, others } = judged([process], commanded);
    expect([workers, others.length]).toEqual([[], told]);
  });
});

describe('a unit is', () => {
  const none = { mainPid: 0 };
  test.each<[string, readonly string[], Partial<UnitFacts>, string]>([
    ['what its process is', [paperText()], {}, 'matches'],
    ['stale as soon as one of its processes is', [paperText(), liveText()], {}, 'stale'],
    ['unproven before it is stale', [liveText(), 'A=1\n'], {}, 'unproven'],
    [
      'mixed before it is unproven',
      ['A=1\n', paperText({ DATABENTO_API_KEY: values.liveData })],
      {},
      'mixed',
    ],
    ['unproven when it runs and nobody sees its process', [], {}, 'unproven'],
    ['unproven while it starts', [], { active: 'activating', sub: 'start-post' }, 'unproven'],
    ['unproven while it stops', [], { active: 'deactivating', sub: 'stop-sigterm' }, 'unproven'],
    ['unproven when it runs without a main process', [], none, 'unproven'],
    [
      'not running when it is stopped',
      [],
      { ...none, active: 'inactive', sub: 'dead' },
      'not-running',
    ],
    [
      'not running when it has failed',
      [],
      { ...none, active: 'failed', sub: 'failed' },
      'not-running',
    ],
    ['not running when it has exited', [], { ...none, sub: 'exited' }, 'not-running'],
    [
      'not running while it waits for its next try',
      [],
      { ...none, active: 'activating', sub: 'auto-restart' },
      'not-running',
    ],
    ['not running when it is a timer', [], { ...none, unit: 'a.timer' }, 'not-running'],
  ])('%s', (_about, texts, facts, state) => {
    const processes = texts.map((text, at) => aProcess(text, { pid: at + 1 }));
    const { units } = judged(processes, {}, answered(aUnit(facts)));
    const numbers = processes.map(({ pid }) => pid);
    expect(units).toMatchObject([{ unit: facts.unit ?? unit, state, processes: numbers }]);
  });

  test('told when the manager is silent and its process is seen', () => {
    const error = { kind: 'provider', rule: 'manager-silent', message: 'm', remedy: 'r' } as const;
    const { units } = judged([aProcess(liveText())], {}, { manager: { kind: 'silent', error } });
    expect(units).toMatchObject([{ unit, state: 'stale', active: null, sub: null }]);
  });

  test('told once, in the order of the names', () => {
    const all = [aUnit({ unit: 'pine-worker@b.service', mainPid: 0, sub: 'dead' }), aUnit()];
    const { units } = judged([aProcess(paperText())], {}, answered(...all));
    expect(units.map((one) => one.unit)).toEqual([unit, 'pine-worker@b.service']);
  });
});

test('nothing runs where nobody looked', () => {
  const { running: _none, ...world } = whereRun([]);
  expect(judgeRunning(world)).toEqual({ workers: [], units: [], others: [] });
});
