import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noSystemd } from './missing.ts';
import { bootTradingHost, secretsOf, type TradingHost, workerUnit } from './trading-host.ts';

const template = 'pine-worker@.service';
const dropIn = `${template}.d/10.conf`;

describe.skipIf(noSystemd)(`units, judged on their host (${noSystemd ?? 'systemd'})`, () => {
  let host: TradingHost;
  beforeAll(async () => {
    host = await bootTradingHost();
  }, 60_000);
  afterAll(() => host?.machine.stop());
  beforeEach(() => host.reset());

  /** The rules on units that `check` names, each with the place it names. */
  async function judged(line = 'check paper'): Promise<readonly string[]> {
    const { out, json } = await host.pineEnv(`${line} --json`);
    for (const secret of secretsOf(host.root)) expect(out).not.toContain(secret);
    return json.findings
      .filter(({ rule }) => rule.startsWith('unit-'))
      .map(({ rule, ...rest }) => `${rule} ${'where' in rest ? rest.where : ''}`);
  }

  test('faults of a template and its drop-ins are told by file and line, whoever has loaded it', async () => {
    const [secret = ''] = secretsOf(host.root);
    const lines = ['EnvironmentFile=', 'EnvironmentFile=-@/Deployment/env/pine-trader.env'];
    const more = [`Environment=X=${secret}`, 'UMask=0077', 'Restart=always'];
    await host.units({
      [template]: workerUnit,
      [dropIn]: ['[Service]', ...lines, ...more, ''].join('\n'),
    });
    const at = `/etc/systemd/system/${dropIn}`;
    const expected = [
      `unit-env-optional ${at}:3`,
      `unit-holds-secret ${at}:4`,
      `unit-restart-ungated ${at}:6`,
    ];
    expect(await judged()).toEqual(expected);
    await host.machine.must('systemctl', ['start', 'pine-worker@ES', 'pine-worker@NQ']);
    expect(await judged()).toEqual(expected);
    expect(await judged('status')).toEqual(expected);
  });

  test('what is loaded counts until systemd has read the file again', async () => {
    await host.units({ [template]: `${workerUnit}UMask=0077\nRestart=always\n` });
    await host.machine.must('systemctl', ['start', 'pine-worker@ES']);
    host.machine.writeUnit(dropIn, '[Service]\nRestart=no\n');
    expect(await judged()).toHaveLength(1);
    await host.machine.must('systemctl', ['daemon-reload']);
    expect(await judged()).toEqual([]);
  });

  test('an error in a unit refuses the way to live, and never the way to paper', async () => {
    await host.units({ [template]: workerUnit, [dropIn]: '[Service]\nEnvironmentFile=\n' });
    const live = await host.pineEnv('use live --json');
    expect([live.code, live.rules]).toEqual([
      3,
      expect.arrayContaining(['blocked-by-findings', 'unit-link-not-read']),
    ]);
    expect((await host.pineEnv('use paper')).code).toBe(0);
  });
});
