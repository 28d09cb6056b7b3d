import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commandOf } from '../faults/program.ts';
import { noTerminals } from '../faults/terminal.ts';
import { noSystemd } from './missing.ts';
import { bootTradingHost, type TradingHost } from './trading-host.ts';
import { until } from './until.ts';

const unit = 'pine-worker@ES.service';
const cannot = noSystemd ?? noTerminals;

describe.skipIf(cannot)(`a worker behind the gate (${cannot ?? 'on a real systemd'})`, () => {
  let host: TradingHost;
  beforeAll(async () => {
    host = await bootTradingHost();
  }, 60_000);
  afterAll(() => host?.machine.stop());

  const gate = () => commandOf(['gate', '--root', host.root]).join(' ');
  const relink = () =>
    `ln -sfn pine-trader.live.env ${join(host.root, 'Deployment/env/pine-trader.env')}`;

  /** A unit of these commands behind our env file, as the shipped one restarts. */
  const gated = async (...commands: readonly string[]) => {
    const lines = [
      '[Unit]',
      'StartLimitIntervalSec=0',
      '[Service]',
      'EnvironmentFile=@/Deployment/env/pine-trader.env',
      'Environment=PINE_RUNTIME_CONFIG=@/runtime/config.yml',
      'Restart=always',
      'RestartSec=50ms',
      'RestartPreventExitStatus=78',
      ...commands,
      '',
    ];
    await host.units({ 'pine-worker@.service': lines.join('\n') });
  };
  const property = async (name: string) =>
    (await host.machine.must('systemctl', ['show', '-P', name, unit])).trim();
  const refused = () =>
    until('the gate to refuse', async () =>
      (await property('ActiveState')) === 'failed' ? true : undefined,
    );

  beforeEach(() => host.reset());

  test('starts on paper, and what runs is the worker', async () => {
    await gated(`ExecStart=${gate()} -- /usr/bin/sleep 1000`);
    const told = await host.pineEnv('use paper --restart --json');
    expect([told.code, told.rules]).toEqual([6, ['unit-missing']]);
    await host.machine.must('systemctl', ['start', unit]);
    await until('the worker', async () => {
      const status = await host.pineEnv('status --expect paper --json');
      const { state } = (status.json.units as { state: string }[])[0] ?? {};
      return state === 'matches' && status.code === 0 ? true : undefined;
    });
    expect((await host.pineEnv('use paper --restart --json')).code).toBe(0);
  });

  test('does not come back live when it crashes after a relink that nobody agreed to', async () => {
    await gated(`ExecStart=${gate()} -- /usr/bin/sleep 1000`);
    await host.machine.must('systemctl', ['start', unit]);
    await until('paper', async () => ((await host.runs(unit)) === 'paper' ? true : undefined));
    host.link('live');
    await host.machine.must('systemctl', ['kill', '--signal=KILL', unit]);
    await refused();
    expect([await property('ExecMainStatus'), await host.runs(unit)]).toEqual(['78', 'nothing']);
    const told = await host.pineEnv('status --json');
    expect(told.rules).toContain('live-without-consent');
    expect(told.rules).not.toContain('process-live');
  });

  test('is not started by a gate before it, when the link is flipped in between: the gate around it refuses', async () => {
    await gated(
      `ExecStartPre=${gate()}`,
      `ExecStartPre=/bin/sh -c '${relink()}'`,
      `ExecStart=${gate()} -- /usr/bin/sleep 1000`,
    );
    await host.machine.run('systemctl', ['start', unit]);
    await refused();
    expect([await property('ExecMainStatus'), await host.runs(unit)]).toEqual(['78', 'nothing']);
  });

  test('would be, behind a gate that only stands before it', async () => {
    await gated(
      `ExecStartPre=${gate()}`,
      `ExecStartPre=/bin/sh -c '${relink()}'`,
      'ExecStart=/usr/bin/sleep 1000',
    );
    await host.machine.must('systemctl', ['start', unit]);
    expect(await host.runs(unit)).toBe('live');
  });

  test('is not started when the link moves after systemd has read it', async () => {
    await gated(`ExecStart=/bin/sh -c '${relink()}; exec ${gate()} -- /usr/bin/sleep 1000'`);
    await host.machine.run('systemctl', ['start', unit]);
    await refused();
    expect(await property('ExecMainStatus')).toBe('78');
  });

  test('starts live once somebody agreed, and not any more when the file was edited since', async () => {
    await gated(`ExecStart=${gate()} -- /usr/bin/sleep 1000`);
    await host.machine.must('systemctl', ['start', unit]);
    await until('paper', async () => ((await host.runs(unit)) === 'paper' ? true : undefined));
    const played = await host.agreeing('use live --restart');
    expect([played.error, played.exit]).toEqual([null, 0]);
    expect(await host.runs(unit)).toBe('live');
    await host.machine.must('systemctl', ['restart', unit]);
    await until('live again', async () => ((await host.runs(unit)) === 'live' ? true : undefined));
    host.edit('Deployment/env/pine-trader.live.env', (text) => `${text}# looked at\n`);
    try {
      await host.machine.run('systemctl', ['restart', unit]);
      await refused();
      expect(await property('ExecMainStatus')).toBe('78');
    } finally {
      host.edit('Deployment/env/pine-trader.live.env', (text) => text.replace('# looked at\n', ''));
    }
  });

  test('does not start at all when its env file is mixed', async () => {
    const live = join(host.root, 'Deployment/env/pine-trader.live.env');
    await gated(
      `EnvironmentFile=${live}`,
      'UnsetEnvironment=DATABENTO_API_KEY',
      `ExecStart=${gate()} -- /usr/bin/sleep 1000`,
    );
    await host.machine.run('systemctl', ['start', unit]);
    await refused();
    expect(await property('ExecMainStatus')).toBe('78');
  });
});
