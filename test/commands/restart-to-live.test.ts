import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromErrno } from '../../src/adapters/errno.ts';
import type { Disk } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, aLock, type Circumstances, realDisk, type Told, tell } from './a-host.ts';
import { envOf, envText, linkAt, madeUp, plainPlan, rootAfter, write } from './a-root.ts';
import { type ASystemd, aSystemd, type SystemdPlan } from './a-systemd.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { see } from './disk-judge.ts';
import { layDown, treeOf } from './tree.ts';

const worker = 'pine-worker@a.service';
const live = madeUp('traderspost', 'live orders 1');
const paper = madeUp('traderspost', 'paper orders 1');
const consent = 'Deployment/state/consent';

interface Tried {
  readonly told: Told;
  readonly systemd: ASystemd;
  readonly root: string;
  readonly linked: string | undefined;
}

type Plan = (root: string) => Partial<SystemdPlan>;

/** A worker that runs paper, or none; then a command line. */
async function from(
  start: 'paper, running' | 'paper, stopped' | 'nothing',
  line: string,
  plan: Plan = () => ({}),
  given: Circumstances = {},
): Promise<Tried> {
  const root = scratch();
  layDown(await rootAfter(plainPlan, ...(start === 'nothing' ? [] : ['use paper'])), root);
  const systemd = aSystemd(root, { units: [worker], ...plan(root) });
  if (start === 'paper, running') systemd.boot(worker);
  const { unitControl, processes } = systemd;
  const host = aHost({ terminal: consenting, unitControl, processes, ...given });
  const told = await tell(line, root, host);
  return { told, systemd, root, linked: linkOf(root) };
}

function linkOf(root: string): string | undefined {
  const link = treeOf(root).get(linkAt());
  return link?.kind === 'link' ? link.target : undefined;
}

function expectUndone({ told, systemd, root, linked }: Tried, kinds: readonly string[]): void {
  expect([told.code, told.outcome, told.error?.rule]).toEqual([6, 'undone', 'taken-back']);
  expect(linked).toBe('pine-trader.paper.env');
  expect(existsSync(join(root, consent))).toBe(false);
  expect(systemd.webhookOf(worker)).not.toBe(live);
  const { journal } = see(root, ['pine-trader.env'], 'trader-1');
  expect(journal.open).toEqual([]);
  expect(kindsIn(root)).toEqual(kinds);
}

function kindsIn(root: string): readonly string[] {
  const text = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
  const all = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return all.slice(all.findLastIndex(({ kind }) => kind === 'done') + 1).map(({ kind }) => kind);
}

describe('use live without --restart', () => {
  test('refuses while a unit runs, and changes nothing', async () => {
    const { told, systemd, linked } = await from('paper, running', 'use live', () => ({}), {
      terminal: noTerminal,
    });
    expect([told.code, told.error?.rule]).toEqual([3, 'unit-active']);
    expect([systemd.did, linked]).toEqual([[], 'pine-trader.paper.env']);
  });

  test('refuses while a start is queued', async () => {
    const tried = await from('paper, stopped', 'use live', () => ({ jobs: [worker] }));
    expect([tried.told.code, tried.told.error?.rule]).toEqual([3, 'unit-active']);
  });

  test('refuses while nobody can tell what runs', async () => {
    const tried = await from('paper, stopped', 'use live', () => ({ silent: true }));
    expect([tried.told.code, tried.told.error?.rule]).toEqual([6, 'manager-silent']);
    expect(tried.linked).toBe('pine-trader.paper.env');
  });

  test('arms the host when nothing runs, and status says so', async () => {
    const { told, systemd, root } = await from('paper, stopped', 'use live');
    expect([told.code, systemd.did]).toEqual([0, []]);
    const { unitControl, processes } = systemd;
    const status = await tell('status --expect live', root, aHost({ unitControl, processes }));
    expect([status.code, status.state]).toEqual([0, 'armed']);
  });

  test('is called armed, and not sound, when a paper worker was started before the link', async () => {
    const { systemd, root } = await from('paper, stopped', 'use paper');
    systemd.boot(worker);
    const host = () => aHost({ terminal: consenting });
    await tell('use live', root, host());
    const { unitControl, processes } = systemd;
    const status = await tell('status', root, aHost({ unitControl, processes }));
    expect([status.code, status.state]).toEqual([1, 'armed']);
    expect(status.findings.map(({ rule }) => rule)).toContain('process-armed');
  });
});

describe('use live --restart', () => {
  test('stops, relinks, starts and proves the units, and only then says done', async () => {
    const { told, systemd, root, linked } = await from('paper, running', 'use live --restart');
    expect([told.code, told.outcome]).toEqual([0, 'done']);
    expect(systemd.did).toEqual([`stop ${worker}`, `start ${worker}`]);
    expect([systemd.webhookOf(worker), linked]).toEqual([live, 'pine-trader.live.env']);
    expect(told.units).toEqual([{ unit: worker, up: true, why: null }]);
    const { unitControl, processes } = systemd;
    const status = await tell('status --expect live', root, aHost({ unitControl, processes }));
    expect([status.code, status.state]).toEqual([0, 'live']);
  });

  test('starts units that were stopped before', async () => {
    const { told, systemd } = await from('paper, stopped', 'use live --restart');
    expect([told.code, systemd.webhookOf(worker)]).toEqual([0, live]);
  });

  test('asks a person even when live is linked and agreed to, unless all of it runs already', async () => {
    const { systemd, root } = await from('paper, running', 'use live --restart');
    const { unitControl, processes } = systemd;
    const later = aHost({ terminal: noTerminal, unitControl, processes });
    await later.clock.wait(60_000);
    const again = await tell('use live --restart', root, later);
    expect([again.code, again.already]).toEqual([0, true]);
    await unitControl.stop([worker], 1);
    const stopped = aHost({ terminal: noTerminal, unitControl, processes });
    const refused = await tell('use live --restart', root, stopped);
    expect([refused.code, refused.error?.rule]).toEqual([3, 'no-terminal']);
    expect(systemd.webhookOf(worker)).toBeUndefined();
  });

  test('touches no unit before a person has agreed', async () => {
    const given = { terminal: noTerminal };
    const tried = await from('paper, running', 'use live --restart', () => ({}), given);
    expect([tried.told.code, tried.told.error?.rule]).toEqual([3, 'no-terminal']);
    expect([tried.systemd.did, tried.systemd.webhookOf(worker)]).toEqual([[], paper]);
  });

  test('refuses when a unit that the profile names is not there', async () => {
    const tried = await from('paper, stopped', 'use live --restart', () => ({ units: [] }));
    expect([tried.told.code, tried.told.error?.rule]).toEqual([3, 'unit-missing']);
    expect(tried.linked).toBe('pine-trader.paper.env');
  });

  test('holds no lock while units stop, start and settle', async () => {
    const lock = aLock();
    const seen: number[] = [];
    const plan = () => ({ before: () => void seen.push(lock.held.size) });
    const { told } = await from('paper, running', 'use live --restart', plan, { lock });
    expect([told.code, seen]).toEqual([0, [0, 0]]);
  });
});

describe('a live switch that cannot be verified is taken back', () => {
  test.each(['refuses', 'dies', 'loops', 'ignores', 'drifts'] as const)(
    'when a unit %s',
    async (habit) => {
      let stops = 0;
      const plan = (root: string) => ({
        before: (call: string) => {
          if (call.startsWith('stop')) stops += 1;
        },
        habit: () => (linkOf(root) === 'pine-trader.live.env' ? habit : ('healthy' as const)),
      });
      const tried = await from('paper, running', 'use live --restart', plan);
      expectUndone(tried, ['intent', 'undone']);
      expect(tried.systemd.webhookOf(worker)).toBe(paper);
      expect(stops).toBeGreaterThan(0);
    },
  );

  test('and what did not run before stays stopped', async () => {
    const plan = (root: string) => ({
      habit: () =>
        linkOf(root) === 'pine-trader.live.env' ? ('loops' as const) : ('healthy' as const),
    });
    const tried = await from('paper, stopped', 'use live --restart', plan);
    expectUndone(tried, ['intent', 'undone']);
    expect(tried.systemd.webhookOf(worker)).toBeUndefined();
  });

  test('and where there was no safe profile the link is removed', async () => {
    const tried = await from('nothing', 'use live --restart', () => ({ habit: () => 'dies' }));
    expect([tried.told.code, tried.told.outcome]).toEqual([6, 'undone']);
    expect([tried.linked, tried.systemd.webhookOf(worker)]).toEqual([undefined, undefined]);
  });

  test('when the live file is changed while the units stop', async () => {
    const plan = (root: string) => ({
      before: (call: string) => {
        if (call.startsWith('stop')) write(root, envOf('live'), `${envText('live')}# x\n`, 0o600);
      },
    });
    const tried = await from('paper, running', 'use live --restart', plan);
    expectUndone(tried, ['intent', 'refused', 'undone']);
    expect(tried.systemd.webhookOf(worker)).toBe(paper);
  });

  test('when the service manager falls silent after the stop', async () => {
    let calls = 0;
    const plan = () => ({
      before: () => {
        calls += 1;
        if (calls === 2) throw Object.assign(new Error('unforeseen'));
      },
    });
    const tried = await from('paper, running', 'use live --restart', plan);
    expectUndone(tried, ['intent', 'undone']);
  });
});

describe('use paper while use live --restart is under way wins', () => {
  test.each(['stop', 'start'])('during the %s', async (stage) => {
    const lock = aLock();
    const others: Told[] = [];
    const startedOn: (string | undefined)[] = [];
    const plan = (root: string) => ({
      before: async (call: string) => {
        if (call.startsWith('start')) startedOn.push(linkOf(root));
        if (!call.startsWith(stage) || others.length > 0) return;
        others.push(await tell('use paper', root, aHost({ lock })));
      },
    });
    const tried = await from('paper, running', 'use live --restart', plan, { lock });
    // Whoever went to paper before anything was started sees nothing start live.
    if (stage === 'stop') expect(startedOn).not.toContain('pine-trader.live.env');
    expect(others.map(({ code }) => code)).toEqual([0]);
    expect([tried.told.code, tried.told.outcome, tried.told.error?.rule]).toEqual([
      3,
      'undone',
      'overtaken',
    ]);
    expect([tried.linked, tried.systemd.webhookOf(worker)]).toEqual([
      'pine-trader.paper.env',
      paper,
    ]);
    expect(existsSync(join(tried.root, consent))).toBe(false);
  });
});

test('a link that cannot be taken back from live has nothing started again', async () => {
  let isStarted = false;
  const disk: Disk = {
    ...realDisk,
    rename: (from, to) => {
      if (isStarted && to.endsWith(linkAt())) {
        throw fromErrno(Object.assign(new Error('planned'), { code: 'EROFS' }), to);
      }
      realDisk.rename(from, to);
    },
  };
  const plan = () => ({
    habit: () => (isStarted ? ('dies' as const) : ('healthy' as const)),
    before: (call: string) => {
      if (call.startsWith('start')) isStarted = true;
    },
  });
  const tried = await from('paper, running', 'use live --restart', plan, { disk });
  expect([tried.told.code, tried.told.outcome, tried.linked]).toEqual([
    6,
    'unknown',
    'pine-trader.live.env',
  ]);
  expect(tried.systemd.did.filter((call) => call.startsWith('start'))).toHaveLength(1);
});
