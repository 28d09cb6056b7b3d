import { beforeAll, describe, expect, test } from 'vitest';
import type { ProcessFacts } from '../../src/domain/running/process-facts.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { UnitFacts } from '../../src/domain/units/unit-facts.ts';
import type { Processes, UnitControl } from '../../src/ports.ts';
import { aProcess, aUnit, byHand } from '../domain/running/a-process.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Told, tell } from './a-host.ts';
import { envText, madeUp, plainPlan, profileText, rootAfter, write } from './a-root.ts';
import { layDown, type Tree } from './tree.ts';
import { managerOf, muteManager, say, tableOf } from './what-runs.ts';

const unit = 'pine-worker@a.service';
const roots: Record<'paper' | 'live', Tree> = { paper: new Map(), live: new Map() };

beforeAll(async () => {
  roots.paper = await rootAfter(plainPlan, 'use paper');
  roots.live = await rootAfter(plainPlan, 'use paper', 'use live');
});

const commanded = `${profileText({ name: 'paper', tier: 'safe' }, plainPlan)}worker: { command: live_worker }\n`;

interface Circumstances {
  readonly linked?: 'paper' | 'live';
  readonly processes?: readonly ProcessFacts[] | Processes;
  readonly manager?: UnitControl;
  readonly isCommanded?: boolean;
}

function laidDown({ linked = 'paper', isCommanded = false }: Circumstances): string {
  const root = scratch();
  layDown(roots[linked], root);
  if (isCommanded) write(root, 'profiles/paper.yaml', commanded);
  return root;
}

function hostOf({ processes = [], manager = managerOf([aUnit()]) }: Circumstances) {
  const table = 'all' in processes ? processes : tableOf(processes);
  return aHost({ processes: table, unitControl: manager });
}

const told = (line: string, given: Circumstances): Promise<Told> =>
  tell(line, laidDown(given), hostOf(given));

const shown = (line: string, given: Circumstances) => say(line, laidDown(given), hostOf(given));

function errorsOf({ findings }: Told): readonly string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

const paper = aProcess(envText('paper'));
const live = aProcess(envText('live'));
const half = `${envText('paper')}OLD_HOOK=${madeUp('traderspost', 'live orders 1')}\n`;
const unknown = envText('paper', 2);
const closed = aProcess({ kind: 'closed', why: 'not-permitted' });
const stopped = managerOf([aUnit({ active: 'inactive', sub: 'dead', mainPid: 0 })]);

describe('status --expect paper', () => {
  test.each<[string, Circumstances, number, string, readonly string[]]>([
    ['paper runs', { processes: [paper] }, 0, 'safe', []],
    ['nothing runs', { manager: stopped }, 0, 'safe', []],
    ['live still runs', { processes: [live] }, 1, 'stale-live', ['not-expected', 'process-live']],
    [
      'a worker is mixed',
      { processes: [aProcess(half)] },
      1,
      'mixed',
      ['not-expected', 'process-mixed'],
    ],
    [
      'nobody knows the keys',
      { processes: [aProcess(unknown)] },
      1,
      'unproven',
      ['process-unproven'],
    ],
    ['a worker may not be read', { processes: [closed] }, 1, 'unproven', ['process-unproven']],
    ['a unit runs unseen', {}, 1, 'unproven', ['process-unproven']],
    [
      'live is linked, and nothing runs',
      { linked: 'live', manager: stopped },
      1,
      'armed',
      ['not-expected'],
    ],
    [
      'live is linked, and paper runs',
      { linked: 'live', processes: [paper] },
      1,
      'armed',
      ['not-expected', 'process-armed'],
    ],
    [
      'live is linked and runs',
      { linked: 'live', processes: [live] },
      1,
      'live',
      ['not-expected', 'not-expected'],
    ],
    [
      'live runs by hand',
      { processes: [paper, byHand(envText('live'))] },
      1,
      'stale-live',
      ['not-expected', 'process-live'],
    ],
    [
      'nobody answers for the units',
      { processes: [paper], manager: muteManager() },
      1,
      'safe',
      ['manager-silent'],
    ],
    [
      'no process can be looked at',
      { processes: tableOf([], false), manager: stopped },
      1,
      'safe',
      ['not-examined'],
    ],
  ])('when %s', async (_about, given, code, state, errors) => {
    const one = await told('status --expect paper', given);
    expect([one.code, one.exit, one.state, errorsOf(one)]).toEqual([code, code, state, errors]);
  });
});

test.each<[string, Circumstances, number, string]>([
  ['live runs', { linked: 'live', processes: [live] }, 0, 'live'],
  ['paper runs', { linked: 'live', processes: [paper] }, 1, 'armed'],
  ['paper is linked', { processes: [live] }, 1, 'stale-live'],
])('status --expect live when %s', async (_about, given, code, state) => {
  const one = await told('status --expect live', given);
  expect([one.code, one.state]).toEqual([code, state]);
});

describe('a worker that somebody started by hand', () => {
  const home = { unit: 'session-3.scope' };
  test.each<[string, ProcessFacts]>([
    ['is found by its command, whatever it holds', byHand('A=1\n')],
    ['belongs to nobody’s session', aProcess('A=1\n', { pid: 4712, ...home })],
  ])('%s', async (_about, process) => {
    const one = await told('status', { processes: [process], manager: stopped, isCommanded: true });
    expect(one.processes).toMatchObject([{ pid: 4712, unit: null, state: 'unproven' }]);
    expect(JSON.stringify(one.findings)).toContain('sudo kill 4712');
    expect(JSON.stringify(one)).not.toContain('session-3');
  });

  test('is not found by its command when it is our own gate, which is no worker yet', async () => {
    const words = ['node', '/usr/bin/pine-env', 'gate', '--', 'live_worker.py'].map(Secret.of);
    const gate = aProcess(envText('live'), { program: 'node', command: words });
    const one = await told('status', { processes: [gate], manager: stopped, isCommanded: true });
    expect([one.code, one.processes, one.others]).toEqual([0, [], []]);
  });

  test('is not whoever edits its file, as long as he holds none of its keys', async () => {
    const words = ['vim', 'live_worker.py'].map(Secret.of);
    const editing = { program: 'vim', command: words };
    const given = { manager: stopped, isCommanded: true };
    const idle = await told('status', { processes: [byHand('A=1\n', editing)], ...given });
    expect([idle.code, idle.processes]).toEqual([0, []]);
    const armed = await told('status', { processes: [byHand(envText('live'), editing)], ...given });
    expect([armed.code, armed.state]).toEqual([1, 'stale-live']);
  });

  test('has a row of its own, without its command line', async () => {
    const secret = madeUp('opaque', 'a word on the line');
    const words = ['python3', 'live_worker.py', secret].map(Secret.of);
    const process = byHand(envText('live'), { command: words });
    const { lines } = await shown('status', { processes: [process], manager: stopped });
    expect(lines.find((line) => line.startsWith('python3 (no unit)'))).toMatch(
      /LIVE +stale +pid 4712/,
    );
    expect(lines.join()).not.toContain(secret);
  });
});

test('a shell with live keys is told beside the workers, as a warning', async () => {
  const shell = byHand(envText('live'), { program: 'bash', command: [Secret.of('bash')] });
  const one = await told('status', { processes: [paper, shell], isCommanded: true });
  expect(one.others).toMatchObject([{ pid: 4712, tier: 'live' }]);
  expect(one.findings.map(({ rule }) => rule)).toContain('live-keys-elsewhere');
});

test('the JSON has it all: units, processes, manager and who could look', async () => {
  const one = await told('status', { processes: [live] });
  expect(one).toMatchObject({ manager: 'answered', examined: true, others: [], tier: 'safe' });
  expect(one.units).toEqual([
    { unit, state: 'stale', active: 'active', sub: 'running', processes: [4711] },
  ]);
  expect(one.processes).toMatchObject([
    {
      pid: 4711,
      unit,
      program: 'python3',
      state: 'stale',
      environments: ['live'],
      instead: 'live',
    },
  ]);
});

describe('the last lines for people', () => {
  test.each<[string, Circumstances, readonly RegExp[]]>([
    [
      'paper runs',
      { processes: [paper] },
      [/^1 worker process runs, as linked$/, /^paper linked; sound$/],
    ],
    ['nothing runs', { manager: stopped }, [/^no worker runs$/, /^paper linked; sound$/]],
    ['live still runs', { processes: [live] }, [/^STALE-LIVE: .*REAL MONEY$/, /NOT SOUND/]],
    ['a worker is mixed', { processes: [aProcess(half)] }, [/^MIXED: /, /NOT SOUND/]],
    ['a worker is closed', { processes: [closed] }, [/^UNPROVEN: nobody can say/, /NOT SOUND/]],
    ['a unit runs unseen', {}, [/^UNPROVEN: nobody can say/, /NOT SOUND/]],
    [
      'live is armed',
      { linked: 'live', manager: stopped },
      [/^no worker runs$/, /^ARMED: REAL MONEY at the next start/, /^LIVE linked; sound$/],
    ],
    [
      'live is linked over a closed worker',
      { linked: 'live', processes: [closed] },
      [/^UNPROVEN: a worker may trade with REAL MONEY already$/, /^ARMED/, /NOT SOUND/],
    ],
    [
      'live runs beside a worker on paper',
      {
        linked: 'live',
        processes: [live, aProcess(envText('paper'), { pid: 5 })],
      },
      [/^REAL MONEY: 1 worker process runs with live keys$/, /NOT SOUND/],
    ],
    [
      'live runs beside one that is closed',
      {
        linked: 'live',
        processes: [live, { ...closed, pid: 5 }],
      },
      [/^UNPROVEN: REAL MONEY with 1 worker process/, /NOT SOUND/],
    ],
    [
      'nobody can look',
      { processes: tableOf([], false), manager: stopped },
      [/^what runs cannot be examined here$/, /NOT SOUND/],
    ],
  ])('when %s', async (_about, given, patterns) => {
    const { lines } = await shown('status', given);
    const last = lines.slice(-patterns.length);
    for (const [at, pattern] of patterns.entries()) expect(last[at]).toMatch(pattern);
  });

  test.each<[string, Circumstances, RegExp]>([
    [
      'matches',
      { processes: [paper] },
      /^pine-worker@a\.service +paper +matches +pid 4711 since .*Z$/,
    ],
    ['runs unseen', {}, /^pine-worker@a\.service +\? +unproven +it runs, and cannot be seen$/],
    ['is stopped', { manager: stopped }, /^pine-worker@a\.service +- +not running$/],
    ['is mixed', { processes: [aProcess(half)] }, /^pine-worker@a\.service +PAPER\+LIVE +MIXED/],
  ])('and the row of a unit that %s', async (_about, given, pattern) => {
    const { lines } = await shown('status', given);
    expect(lines.filter((line) => pattern.test(line))).toHaveLength(1);
  });

  test('with forty units all of it fits on one screen', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `pine-worker@w${at}.service`);
    const units: readonly UnitFacts[] = names.map((name, at) =>
      aUnit({ unit: name, mainPid: at + 1 }),
    );
    const processes = names.map((name, at) =>
      aProcess(envText('paper'), { unit: name, pid: at + 1 }),
    );
    const root = laidDown({});
    write(root, 'profiles/paper.yaml', commanded.replace('@a.', '@w*.'));
    write(
      root,
      'profiles/live.yaml',
      profileText({ name: 'live', tier: 'live' }, plainPlan).replace('@a.', '@w*.'),
    );
    const { code, lines } = await say(
      'status',
      root,
      hostOf({ processes, manager: managerOf(units) }),
    );
    expect([code, lines.filter((line) => / matches /.test(line)).length]).toEqual([0, 40]);
    expect(lines.length).toBeLessThan(50);
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

test('no value of any environment is told, in JSON or text', async () => {
  const given = { processes: [aProcess(half), { ...aProcess(unknown), pid: 5 }] };
  const all = `${JSON.stringify(await told('status', given))}${(await shown('status', given)).lines}`;
  const secret = [...envText('live').matchAll(/=(.{8,})/g), ...unknown.matchAll(/=(.{8,})/g)];
  for (const [, value = ''] of secret) expect(all).not.toContain(value);
});
