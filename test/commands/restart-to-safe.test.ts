import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { linkAt, madeUp, plainPlan, rootAfter } from './a-root.ts';
import { type ASystemd, aSystemd, type SystemdPlan } from './a-systemd.ts';
import { consenting } from './a-terminal.ts';
import { layDown, treeOf } from './tree.ts';

const worker = 'pine-worker@a.service';
const webhookOf = (profile: string) => madeUp('traderspost', `${profile} orders 1`);

interface Tried {
  readonly told: Told;
  readonly systemd: ASystemd;
  readonly root: string;
}

/** A worker that runs live, started by a live link; then a command line. */
async function afterLive(
  line: string,
  plan: Partial<SystemdPlan> = {},
  given: Circumstances = {},
): Promise<Tried> {
  const root = scratch();
  layDown(await rootAfter(plainPlan, 'use paper', 'use live'), root);
  const systemd = aSystemd(root, { units: [worker], ...plan });
  systemd.boot(worker);
  const { unitControl, processes } = systemd;
  const told = await tell(line, root, aHost({ unitControl, processes, ...given }));
  return { told, systemd, root };
}

function rulesOf(told: Told): readonly string[] {
  return told.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

describe('use paper without a restart, while a worker runs live', () => {
  test('relinks, names the process and leaves with 1 for as long as it runs', async () => {
    const { told, systemd, root } = await afterLive('use paper');
    expect([told.code, told.outcome, rulesOf(told)]).toEqual([1, 'done', ['process-live']]);
    expect(treeOf(root).get(linkAt())).toMatchObject({ target: 'pine-trader.paper.env' });
    expect(systemd.did).toEqual([]);
    const { unitControl, processes } = systemd;
    const again = await tell('use paper', root, aHost({ unitControl, processes }));
    expect([again.code, again.already, rulesOf(again)]).toEqual([1, true, ['process-live']]);
    systemd.boot(worker);
    const last = await tell('use paper', root, aHost({ unitControl, processes }));
    expect([last.code, rulesOf(last)]).toEqual([0, []]);
  });

  test('does not ask the service manager, which may hang', async () => {
    const { told } = await afterLive('use paper', { silent: true });
    expect([told.code, rulesOf(told)]).toEqual([1, ['process-live']]);
  });

  test('has status call the host stale-live', async () => {
    const { systemd, root } = await afterLive('use paper');
    const { unitControl, processes } = systemd;
    const told = await tell('status --expect paper', root, aHost({ unitControl, processes }));
    expect([told.code, told.state]).toEqual([1, 'stale-live']);
    expect(rulesOf(told)).toEqual(['not-expected', 'process-live']);
  });
});

describe('use paper --restart', () => {
  test('ends with every unit up on paper', async () => {
    const { told, systemd } = await afterLive('use paper --restart');
    expect([told.code, told.outcome, rulesOf(told)]).toEqual([0, 'done', []]);
    expect(told.units).toEqual([{ unit: worker, up: true, why: null }]);
    expect(systemd.did).toEqual([`restart ${worker}`]);
    expect(systemd.webhookOf(worker)).toBe(webhookOf('paper'));
  });

  test('relinks before it asks the service manager anything', async () => {
    let linkedThen: unknown;
    const look = () => {
      linkedThen = treeOf(root).get(linkAt());
    };
    const root = scratch();
    layDown(await rootAfter(plainPlan, 'use paper', 'use live'), root);
    const systemd = aSystemd(root, { units: [worker], before: look });
    systemd.boot(worker);
    const { unitControl, processes } = systemd;
    await tell('use paper --restart', root, aHost({ unitControl, processes }));
    expect(linkedThen).toMatchObject({ target: 'pine-trader.paper.env' });
  });

  test('forgets a start that a killed switcher left queued', async () => {
    const { systemd } = await afterLive('use paper --restart', { jobs: [worker] });
    expect(systemd.did).toEqual([`cancel ${worker}`, `restart ${worker}`]);
  });

  test('leaves a unit alone that runs what is linked', async () => {
    const { systemd, root } = await afterLive('use paper --restart');
    const { unitControl, processes } = systemd;
    const later = aHost({ unitControl, processes });
    await later.clock.wait(60_000);
    const again = await tell('use paper --restart', root, later);
    expect([again.code, again.already]).toEqual([0, true]);
    expect(systemd.did).toEqual([`restart ${worker}`]);
  });

  test.each([
    ['refuses', 'systemd could not|it is failed'],
    ['dies', 'it is inactive'],
    ['loops', 'started again'],
    ['ignores', 'did not start it anew'],
    ['drifts', 'another POLICY_KILLSWITCH'],
  ] as const)('leaves with 6 and paper linked when a unit %s', async (habit, why) => {
    const { told, root, systemd } = await afterLive('use paper --restart', { habit: () => habit });
    expect([told.code, told.outcome]).toEqual([6, 'done']);
    expect(rulesOf(told)[0]).toBe('unit-not-up');
    expect(JSON.stringify(told.units)).toMatch(new RegExp(why));
    expect(treeOf(root).get(linkAt())).toMatchObject({ target: 'pine-trader.paper.env' });
    if (habit !== 'ignores') expect(systemd.webhookOf(worker)).not.toBe(webhookOf('live'));
  });

  test('leaves with 6 and paper linked when nobody answers', async () => {
    const { told, root } = await afterLive('use paper --restart', { silent: true });
    expect([told.code, rulesOf(told)]).toEqual([6, ['manager-silent', 'process-live']]);
    expect(treeOf(root).get(linkAt())).toMatchObject({ target: 'pine-trader.paper.env' });
  });

  test('leaves with 6 when a unit that the profile names is not there', async () => {
    const { told } = await afterLive('use paper --restart', { units: ['other.service'] });
    expect([told.code, rulesOf(told)[0]]).toEqual([6, 'unit-missing']);
  });

  test('leaves with 6 on a host that systemd does not run', async () => {
    const root = scratch();
    layDown(await rootAfter(plainPlan, 'use paper'), root);
    const told = await tell('use paper --restart', root, aHost());
    expect([told.code, rulesOf(told)]).toEqual([6, ['no-manager']]);
  });

  test('journals which units are up', async () => {
    const { root } = await afterLive('use paper --restart');
    const told = await tell('history', root, aHost());
    expect(JSON.stringify(told)).toContain(`up: ${worker}`);
  });

  test('changes nothing in a dry run', async () => {
    const { told, systemd, root } = await afterLive('use paper --restart --dry-run');
    expect([told.code, systemd.did]).toEqual([0, []]);
    expect(treeOf(root).get(linkAt())).toMatchObject({ target: 'pine-trader.live.env' });
  });
});

describe('rollback --restart', () => {
  test('brings the units back with the link', async () => {
    const { told, systemd } = await afterLive('rollback --restart', {}, { terminal: consenting });
    expect([told.code, told.profile]).toEqual([0, 'paper']);
    expect(systemd.webhookOf(worker)).toBe(webhookOf('paper'));
  });
});
