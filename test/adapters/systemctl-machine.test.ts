import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedScratch } from '../scratch.ts';
import { bootSystemd, type Machine } from '../systemd/machine.ts';
import { noSystemd } from '../systemd/missing.ts';
import { until } from '../systemd/until.ts';
import { controlIn } from './control-in-machine.ts';

const service = (...lines: readonly string[]) => `[Service]\n${lines.join('\n')}\n`;
const sleeps = 'ExecStart=sleep 1000';

/** Written before the first test; none of them is ever started by the machine itself. */
const units = {
  'pine@.service': service('ExecStart=sh -c "[ %i != bad ] && exec sleep 1000"', 'RestartSec=90s'),
  'pine@.service.d/one.conf': '[Service]\n',
  'pine@good.service.d/two.conf': '[Service]\n',
  'never-loaded.service': `${service(sleeps)}[Install]\nWantedBy=multi-user.target\n`,
  'wanted.service': `${service(sleeps)}[Install]\nWantedBy=multi-user.target\n`,
  'real.service': service(sleeps, 'Restart=always', 'RestartSec=1500ms'),
  'often.service': `[Unit]\nStartLimitBurst=2\nStartLimitIntervalSec=1h\n${service(sleeps)}`,
  'slow.service': service('ExecStartPre=sleep 1000', sleeps, 'TimeoutStartSec=infinity'),
  'stubborn.service': service(
    'ExecStart=sh -c "trap : TERM; while :; do sleep 1; done"',
    'TimeoutStopSec=60',
  ),
  'never.service.d/with "$blank\\.conf': '[Service]\n',
  'never.service.d/z.conf': '[Service]\n',
  'never.service': service(sleeps, 'RestartSec=infinity'),
  'odd\\x20name.service': service('ExecStartPre=sleep 1000', sleeps),
  '-dash.service': service(sleeps),
  'doomed.service': service(sleeps),
  'no-env.service': service(sleeps, 'EnvironmentFile=/run/nowhere.env'),
};

describe.skipIf(noSystemd)(`systemctl (${noSystemd ?? 'asks a real systemd'})`, () => {
  let machine: Machine;
  let control: ReturnType<typeof controlIn>;
  const systemctl = (...words: readonly string[]) => machine.must('systemctl', words);

  beforeAll(async () => {
    const shared = sharedScratch() ?? '';
    machine = await bootSystemd({ shared: [shared] });
    control = controlIn(machine, shared);
    for (const [name, text] of Object.entries(units)) machine.writeUnit(name, text);
    symlinkSync('real.service', machine.outside('/etc/systemd/system/alias.service'));
    await systemctl('daemon-reload');
  });
  afterAll(() => machine?.stop());

  /** `unit load active sub` of each. */
  async function found(...patterns: readonly string[]): Promise<readonly string[]> {
    const { answer = [] } = await control('find', patterns);
    return answer.map(({ unit, load, active, sub }) => `${unit} ${load} ${active} ${sub}`);
  }

  test('finds instances that run and that failed, and no template', async () => {
    await systemctl('start', 'pine@good', 'pine@bad');
    await until('the failure', async () =>
      (await found('pine@bad.service'))[0]?.includes('failed') ? true : undefined,
    );
    const { isHere, answer: [bad, good] = [] } = await control('find', ['pine@*.service']);
    expect(isHere).toBe(true);
    const home = '/etc/systemd/system';
    expect(bad).toMatchObject({
      ...{ unit: 'pine@bad.service', load: 'loaded', active: 'failed', sub: 'failed' },
      ...{ result: 'exit-code', mainPid: 0, dropIns: [`${home}/pine@.service.d/one.conf`] },
    });
    expect(good).toMatchObject({
      ...{ unit: 'pine@good.service', load: 'loaded', active: 'active', sub: 'running' },
      ...{ result: 'success', enabled: false, restarts: 0, restartDelay: 90_000 },
      invocation: expect.stringMatching(/^[0-9a-f]{32}$/),
      fragment: `${home}/pine@.service`,
      dropIns: [`${home}/pine@.service.d/one.conf`, `${home}/pine@good.service.d/two.conf`],
    });
    const pid = (await systemctl('show', '-P', 'MainPID', 'pine@good')).trim();
    expect(`${good?.mainPid}`).toBe(pid);
  });

  test('finds what is configured though nobody has loaded it, and what is enabled', async () => {
    expect(await found('never-loaded.service')).toEqual([
      'never-loaded.service loaded inactive dead',
    ]);
    expect(await found('never-*')).toEqual(['never-loaded.service loaded inactive dead']);
    expect(await found('pine@new.service')).toEqual(['pine@new.service loaded inactive dead']);
    await systemctl('enable', 'wanted');
    const { answer = [] } = await control('show', ['wanted.service', 'never-loaded.service']);
    expect(answer.map(({ enabled, invocation }) => [enabled, invocation])).toEqual([
      [true, ''],
      [false, ''],
    ]);
  });

  test('finds nothing where nothing matches, and tells of a unit that is not there when asked for it', async () => {
    expect(await found('nosuch*', 'nosuch.service', 'nosuch@*.service')).toEqual([]);
    const { answer } = await control('show', ['nosuch.service']);
    expect(answer).toMatchObject([
      { unit: 'nosuch.service', load: 'not-found', active: 'inactive' },
    ]);
    const { error } = await control('start', ['nosuch.service'], 5);
    expect(error).toMatchObject({
      ...{ kind: 'provider', rule: 'manager-refused' },
      message:
        'systemctl start nosuch.service: Failed to start nosuch.service: Unit nosuch.service not found.',
    });
  });

  test('finds an alias as what it stands for, once', async () => {
    for (const patterns of [['alias.service'], ['alias*'], ['alias.service', 'real.service']])
      expect(await found(...patterns)).toEqual(['real.service loaded inactive dead']);
    await systemctl('start', 'alias');
    expect(await found('alias*', 'real*')).toEqual(['real.service loaded active running']);
  });

  test('finds names with a backslash or a dash in front, and does not take them for options', async () => {
    expect(await found('-dash.service', 'odd\\x20*')).toEqual([
      '-dash.service loaded inactive dead',
      'odd\\x20name.service loaded inactive dead',
    ]);
    expect(await control('start', ['-dash.service'], 5)).toEqual({ isHere: true });
    expect(await found('-d*')).toEqual(['-dash.service loaded active running']);
    await control('stop', ['-dash.service'], 5);
  });

  test('finds a unit that runs though its file was taken away, and forgets it when it ends', async () => {
    await systemctl('start', 'doomed');
    await machine.must('rm', ['/etc/systemd/system/doomed.service']);
    await systemctl('daemon-reload');
    expect(await found('doomed.service')).toEqual(['doomed.service not-found active running']);
    await control('stop', ['doomed.service'], 5);
    expect(await found('doom*')).toEqual([]);
  });

  test('reads how long a unit waits before it is started again', async () => {
    const names = ['real.service', 'never.service', 'wanted.service'];
    const { answer = [] } = await control('show', names);
    // JSON has no infinity.
    expect(answer.map(({ restartDelay }) => restartDelay)).toEqual([1500, null, 100]);
  });

  test('knows drop-ins by their names, be there blanks, quotes or dollars in them', async () => {
    const { answer } = await control('show', ['never.service']);
    expect(answer?.[0]?.dropIns).toEqual(
      ['with "$blank\\.conf', 'z.conf'].map(
        (name) => `/etc/systemd/system/never.service.d/${name}`,
      ),
    );
  });

  test('counts how often a unit was started by itself, until somebody starts it', async () => {
    const restarts = async () => (await control('show', ['real.service'])).answer?.[0]?.restarts;
    await control('start', ['real.service'], 5);
    await systemctl('kill', '--signal=KILL', 'real');
    await until('the restart', async () => (await restarts()) === 1 || undefined);
    await control('start', ['real.service'], 5);
    expect(await restarts()).toBe(0);
  });

  test('starts, restarts and stops, and comes back when it is done', async () => {
    const pid = async () => (await control('show', ['real.service'])).answer?.[0]?.mainPid;
    await control('stop', ['real.service'], 5);
    expect(await pid()).toBe(0);
    await control('start', ['real.service'], 5);
    const first = await pid();
    await control('restart', ['real.service'], 5);
    expect(first).toBeGreaterThan(0);
    expect(await pid()).not.toBe(first);
  });

  test('restarts a unit that failed, and says so when it cannot', async () => {
    await machine.must('rm', ['-f', '/run/nowhere.env']);
    const { error } = await control('restart', ['no-env.service'], 5);
    expect(error).toMatchObject({ rule: 'manager-refused' });
    expect(error?.message).toMatch(
      /^systemctl restart no-env\.service: Job for no-env\.service failed/,
    );
    expect((await control('show', ['no-env.service'])).answer).toMatchObject([
      { active: 'failed', result: 'resources' },
    ]);
    writeFileSync(machine.outside('/run/nowhere.env'), 'A=1\n');
    expect(await control('restart', ['no-env.service'], 5)).toEqual({ isHere: true });
    expect(await found('no-env.service')).toEqual(['no-env.service loaded active running']);
  });

  test('starts also what was started too often', async () => {
    await systemctl('restart', 'often');
    await systemctl('restart', 'often');
    expect((await machine.run('systemctl', ['restart', 'often'])).code).toBe(1);
    for (const verb of ['restart', 'start', 'restart'] as const)
      expect(await control(verb, ['often.service'], 5)).toEqual({ isHere: true });
    expect(await found('often.service')).toEqual(['often.service loaded active running']);
  });

  test('lists the jobs that are not over, and cancels them', async () => {
    const names = ['slow.service', 'odd\\x20name.service'];
    const { error } = await control('start', names, 0.2);
    expect(error).toMatchObject({ rule: 'manager-silent' });
    const { answer: jobs = [] } = await control('jobs', [...names, 'real.service']);
    expect(jobs.map(({ unit, type }) => `${unit} ${type}`).sort()).toEqual([
      'odd\\x20name.service start',
      'slow.service start',
    ]);
    expect((await control('jobs', ['slow.service'])).answer?.length).toBe(1);
    expect(await control('cancel', jobs)).toEqual({ isHere: true });
    expect((await control('jobs', names)).answer).toEqual([]);
    expect(await control('cancel', jobs)).toEqual({ isHere: true });
    await control('stop', names, 5);
  });

  test('is not held up by a unit that does not stop', async () => {
    await systemctl('start', 'stubborn');
    // The trap must be set.
    await machine.must('sleep', ['0.3']);
    const began = performance.now();
    const { error } = await control('stop', ['stubborn.service'], 1);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(error).toMatchObject({
      ...{ kind: 'provider', rule: 'manager-silent' },
      message: 'systemctl stop: no answer within 2 s',
    });
    expect((await control('jobs', ['stubborn.service'])).answer).toMatchObject([{ type: 'stop' }]);
    await systemctl('kill', '--signal=KILL', 'stubborn');
  });

  test('is silent where systemd does not listen', async () => {
    mkdirSync(machine.outside('/run/aside'));
    await machine.must('mv', ['/run/systemd/private', '/run/aside/private']);
    const { error } = await control('find', ['real.service']);
    await machine.must('mv', ['/run/aside/private', '/run/systemd/private']);
    expect(error).toMatchObject({ kind: 'provider', rule: 'manager-silent' });
    expect(error?.message).toMatch(/^systemctl list-uni.*: Failed to connect to bus: /);
    expect(await found('real.service')).toEqual(['real.service loaded active running']);
  });
});
