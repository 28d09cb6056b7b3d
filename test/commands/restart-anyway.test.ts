import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Processes } from '../../src/ports.ts';
import { findRoot } from '../../src/steps/find-root.ts';
import { stopWhatIsNotSafe } from '../../src/steps/stop-and-start.ts';
import { aProcess, aUnit, byHand } from '../domain/running/a-process.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import {
  envOf,
  envText,
  linkAt,
  madeUp,
  plainPlan,
  profileText,
  rootAfter,
  write,
} from './a-root.ts';
import { type ASystemd, aSystemd, type SystemdPlan } from './a-systemd.ts';
import { aTerminal, consenting, phraseOn, types } from './a-terminal.ts';
import { layDown } from './tree.ts';
import { managerOf, say, tableOf } from './what-runs.ts';

const worker = 'pine-worker@a.service';
const webhookOf = (profile: string) => madeUp('traderspost', `${profile} orders 1`);
const unforeseen = () => {
  throw new TypeError('unforeseen');
};

interface Started {
  readonly root: string;
  readonly systemd: ASystemd;
  readonly doing: (line: string, given?: Circumstances) => Promise<Told>;
}

/** A root on which live, or paper, is linked and runs. */
async function running(
  linked: 'paper' | 'live',
  plan: Partial<SystemdPlan> = {},
  isUp = true,
): Promise<Started> {
  const root = scratch();
  layDown(
    await rootAfter(plainPlan, 'use paper', ...(linked === 'live' ? ['use live'] : [])),
    root,
  );
  const systemd = aSystemd(root, { units: [worker], ...plan });
  if (isUp) systemd.boot(worker);
  const { unitControl, processes } = systemd;
  const doors = { unitControl, processes, terminal: consenting };
  return { root, systemd, doing: (line, given) => tell(line, root, aHost({ ...doors, ...given })) };
}

function rulesOf({ findings }: Told): readonly string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

function linkIn(root: string): string | undefined {
  const path = join(root, linkAt());
  return existsSync(path) ? readlinkSync(path) : undefined;
}

/** A table of processes that fails so often. */
function failing(processes: Processes, times: number): Processes {
  let left = times;
  const all = () => {
    left -= 1;
    return left >= 0 ? unforeseen() : processes.all();
  };
  return { ...processes, all };
}

describe('use paper --restart', () => {
  test('restarts what is there, though another unit of the profile is not', async () => {
    const { root, systemd, doing } = await running('live');
    const paper = profileText({ name: 'paper', tier: 'safe' }, plainPlan);
    write(root, 'profiles/paper.yaml', `${paper}  - pine-runner.service\n`);
    const told = await doing('use paper --restart');
    expect([told.code, told.outcome, rulesOf(told)]).toEqual([6, 'done', ['unit-missing']]);
    expect(told.units).toEqual([{ unit: worker, up: true, why: null }]);
    expect(systemd.webhookOf(worker)).toBe(webhookOf('paper'));
  });

  test('restarts units that nobody could look at before', async () => {
    const { systemd, doing } = await running('live');
    const told = await doing('use paper --restart', { processes: failing(systemd.processes, 1) });
    expect([told.code, systemd.webhookOf(worker)]).toEqual([0, webhookOf('paper')]);
  });

  test('does not say that nothing was changed when it restarted a unit', async () => {
    const { root, systemd } = await running('live');
    const { unitControl, processes } = systemd;
    await tell('use paper', root, aHost());
    const host = aHost({ unitControl, processes });
    const { code, lines } = await say('use paper --restart', root, host);
    expect([code, systemd.did]).toEqual([0, [`restart ${worker}`]]);
    expect(lines).toContain('already there: paper is linked; the link was not moved');
  });
});

describe('use paper, while something runs live, names the one command that ends it', () => {
  const live = envText('live');
  const stranger = aProcess(live, { unit: 'rooney.service', pid: 6 });
  const paper = aProcess(envText('paper'), { pid: 7 });
  test.each([
    ['a unit', 'use paper', [aProcess(live)], 'pine-env use paper --restart --root ROOT'],
    ['a person’s', 'use paper', [byHand(live)], 'sudo kill 4712'],
    [
      'both, the signal first, whatever it answers',
      'use paper',
      [aProcess(live), byHand(live)],
      'sudo kill 4712; pine-env use paper --restart --root ROOT',
    ],
    [
      'and not the same again when a restart has not ended it',
      'use paper --restart',
      [paper, stranger],
      'sudo systemctl stop rooney.service',
    ],
  ] as const)('%s', async (_about, line, processes, command) => {
    const { root } = await running('live');
    const host = aHost({ processes: tableOf(processes), unitControl: managerOf([aUnit()]) });
    const { code, lines } = await say(line, root, host);
    expect(code).not.toBe(0);
    expect(lines).toContain(`to end it: ${command.replace('ROOT', root)}`);
  });
});

test('use paper leaves with 1 when nobody could look at what runs', async () => {
  const { systemd, doing } = await running('live');
  const told = await doing('use paper', { processes: failing(systemd.processes, 9) });
  expect([told.code, told.outcome, rulesOf(told)]).toEqual([1, 'done', ['not-examined']]);
});

describe('use live', () => {
  /** Somebody starts a unit while the phrase is being typed. */
  const meanwhile = (systemd: ASystemd) =>
    aTerminal((shown) => {
      systemd.boot(worker);
      return types(phraseOn(shown));
    });

  test('refuses when a unit was started at the prompt, and links nothing', async () => {
    const { root, systemd, doing } = await running('paper', {}, false);
    const told = await doing('use live', { terminal: meanwhile(systemd) });
    expect([told.code, told.error?.rule]).toEqual([3, 'unit-active']);
    expect([linkIn(root), existsSync(join(root, 'Deployment/state/consent'))]).toEqual([
      'pine-trader.paper.env',
      false,
    ]);
  });

  test('with --restart sees to a unit that was started at the prompt', async () => {
    const { systemd, doing } = await running('paper', { habit: () => 'drifts' }, false);
    const told = await doing('use live --restart', { terminal: meanwhile(systemd) });
    expect([told.code, told.outcome]).toEqual([6, 'undone']);
    // What ran before is started again on paper: the plan is of after the prompt.
    expect(systemd.did.filter((call) => call.startsWith('start'))).toHaveLength(2);
  });

  test('is taken back from a host that was live before: no link, no consent, nothing runs', async () => {
    const { root, systemd, doing } = await running('live', { habit: () => 'dies' });
    const told = await doing('use live --restart');
    expect([told.code, told.outcome, told.error?.rule]).toEqual([6, 'undone', 'taken-back']);
    expect([linkIn(root), systemd.webhookOf(worker)]).toEqual([undefined, undefined]);
    expect(existsSync(join(root, 'Deployment/state/consent'))).toBe(false);
  });

  test('is taken back to paper though the units cannot be stopped, and the remedy stops them', async () => {
    let stops = 0;
    const before = (call: string) => {
      if (call.startsWith('stop')) stops += 1;
      if (stops > 1 && call.startsWith('stop')) unforeseen();
    };
    const { root, doing } = await running('paper', { before, habit: () => 'drifts' });
    const told = await doing('use live --restart');
    expect([told.code, told.outcome, told.error?.rule]).toEqual([6, 'unknown', 'not-taken-back']);
    expect(told.error).toMatchObject({ remedy: `pine-env use paper --restart --root ${root}` });
    expect(linkIn(root)).toBe('pine-trader.paper.env');
  });
});

describe('what cannot be shown to run with safe keys alone is stopped', () => {
  test.each<[string, string, readonly string[]]>([
    ['not a worker on paper', envText('paper'), []],
    [
      'a worker with a webhook that nobody knows beside a paper key',
      envText('paper').replace(webhookOf('paper'), madeUp('traderspost', 'nobody’s')),
      [`stop ${worker}`],
    ],
  ])('%s', async (_about, text, did) => {
    const { root, systemd } = await running('paper', {}, false);
    write(root, envOf('paper'), text, 0o600);
    systemd.boot(worker);
    const { unitControl, processes } = systemd;
    const host = aHost({ unitControl, processes });
    const plan = { wanted: [aUnit()], ranBefore: [], missing: [] };
    await stopWhatIsNotSafe(host, findRoot(host, root), unitControl, plan);
    expect(systemd.did).toEqual(did);
  });
});

test('a manager that fails in an unforeseen way is a bug that is told, while processes are read', async () => {
  const { root } = await running('paper', {}, false);
  const slow: Processes = {
    ...tableOf([aProcess(envText('paper'))]),
    environment: () =>
      new Promise((come) => setTimeout(() => come({ kind: 'closed', why: 'gone' }), 20)),
  };
  const find = async () => unforeseen();
  const host = aHost({ processes: slow, unitControl: { ...managerOf([]), find } });
  const told = await tell('status', root, host);
  expect([told.code, told.error?.kind]).toEqual([70, 'bug']);
});
