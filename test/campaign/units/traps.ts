import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { secretsOf, type TradingHost, workerUnit } from '../../systemd/trading-host.ts';
import { until } from '../../systemd/until.ts';
import { type Trap, template, unit } from './a-trap.ts';

const paperFile = 'Deployment/env/pine-trader.paper.env';

/** Writes the worker's unit. */
export const lay = (text: string) => (host: TradingHost) => host.units({ [template]: text });
const start = (host: TradingHost) => host.machine.must('systemctl', ['start', unit]);
/** Lays the unit, and starts it. */
export const begin = async (host: TradingHost, text = workerUnit) => {
  await lay(text)(host);
  await start(host);
};
const dropIn = (host: TradingHost, text: string) =>
  host.units({ [`${template}.d/more.conf`]: text });
/** The unit as it should be, and started: anew, for what runs may be about to end. */
export const plain = async (host: TradingHost) => {
  await host.machine.run('sh', ['-c', 'rm -rf /etc/systemd/system/pine-worker*.d']);
  await lay(workerUnit)(host);
  await host.machine.run('systemctl', ['reset-failed']);
  await host.machine.must('systemctl', ['restart', unit]);
};
/** The worker runs live, agreed to. */
export const runLive = async (host: TradingHost) => {
  await begin(host);
  const played = await host.agreeing('use live --restart');
  if (played.exit !== 0) throw new Error(`use live --restart: ${played.exit} ${played.error}`);
};
const move = (host: TradingHost, from: string, to: string) => host.machine.must('mv', [from, to]);
const socket = '/run/systemd/private';

/** The sixteen of systemd that a switch must catch, as measured on a real one. */
export const traps: readonly Trap[] = [
  {
    name: '1. relinked without a restart: the process keeps live',
    prepare: runLive,
    act: 'use paper',
    told: [1],
    rules: ['process-live'],
  },
  {
    name: '2. a crash after a relink by hand comes back live',
    prepare: async (host) => {
      await begin(host, `${workerUnit}Restart=always\nRestartSec=50ms\n`);
      host.link('live');
      await host.machine.must('systemctl', ['kill', '--signal=KILL', unit]);
      await until('it to come back live', async () =>
        (await host.runs(unit)) === 'live' ? true : undefined,
      );
    },
    act: 'use paper --restart',
    told: [0],
  },
  {
    name: '3. a pattern that nothing fits',
    prepare: async () => undefined,
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-missing'],
    mend: (host) => begin(host),
  },
  {
    name: '4. a failed unit',
    prepare: async (host) => {
      await begin(host);
      await host.machine.must('systemctl', ['kill', '--signal=KILL', unit]);
      await until('it to fail', async () =>
        (await host.machine.run('systemctl', ['is-failed', unit])).code === 0 ? true : undefined,
      );
    },
    act: 'use paper --restart',
    told: [0],
  },
  {
    name: '5. a missing binary',
    prepare: async (host) => {
      await begin(host);
      await lay(workerUnit.replace('/usr/bin/sleep', '/usr/bin/no-such-worker'))(host);
      await host.machine.must('systemctl', ['stop', unit]);
    },
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-not-up', 'unit-missing'],
    mend: plain,
  },
  {
    name: '6. an early death',
    prepare: (host) => begin(host, workerUnit.replace('sleep 1000', 'sleep 0.2')),
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-not-up', 'unit-missing'],
    mend: plain,
  },
  {
    name: '7. a crash loop',
    prepare: (host) =>
      begin(
        host,
        `[Unit]\nStartLimitIntervalSec=0\n${workerUnit.replace('sleep 1000', 'sleep 0.15')}Restart=always\nRestartSec=20ms\n`,
      ),
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-not-up', 'unit-missing'],
    mend: plain,
  },
  {
    name: '8. a missing env file',
    prepare: async (host) => {
      await begin(host);
      await move(host, join(host.root, paperFile), join(host.root, `${paperFile}.away`));
    },
    act: 'use paper --restart',
    told: [4],
    rules: ['env-file-missing'],
    mend: async (host) =>
      void (await move(host, join(host.root, `${paperFile}.away`), join(host.root, paperFile))),
  },
  {
    name: '9. an optional file that is missing',
    prepare: async (host) => {
      await lay(workerUnit.replace('EnvironmentFile=', 'EnvironmentFile=-'))(host);
      rmSync(join(host.root, 'Deployment/env/pine-trader.env'));
      await start(host);
      host.link('paper');
    },
    act: 'status',
    told: [1],
    rules: ['process-unproven'],
    mend: plain,
  },
  {
    name: '10. a drop-in that reads the live file, too',
    prepare: async (host) => {
      await lay(workerUnit)(host);
      const file = join(host.root, 'Deployment/env/pine-trader.live.env');
      await dropIn(host, `[Service]\nEnvironmentFile=${file}\n`);
      await start(host);
    },
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-not-up', 'process-live'],
    mend: plain,
  },
  {
    name: '11. a drop-in that sets one live key',
    prepare: async (host) => {
      const key = secretsOf(host.root)[2] ?? '';
      await lay(workerUnit)(host);
      await dropIn(host, `[Service]\nEnvironment=OTHER_WEBHOOK=${key.replaceAll('%', '%%')}\n`);
      await start(host);
    },
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-not-up', 'process-mixed'],
    mend: plain,
  },
  {
    name: '12. a worker that somebody started by hand',
    prepare: async (host) => {
      await begin(host);
      const file = join(host.root, 'Deployment/env/pine-trader.live.env');
      const script = `set -a; . ${file}; exec setsid -f bash -c 'exec -a live_worker sleep 1000' >/dev/null 2>&1`;
      await host.machine.must('bash', ['-c', script]);
    },
    act: 'use paper --restart',
    told: [1, 6],
    rules: ['process-live'],
    mend: async (host) => void (await host.machine.run('pkill', ['-KILL', '-f', 'live_worker'])),
  },
  {
    name: '13. the bus is down',
    prepare: async (host) => {
      await begin(host);
      await move(host, socket, `${socket}.away`);
    },
    act: 'use paper --restart',
    told: [6],
    rules: ['manager-silent'],
    mend: async (host) => void (await move(host, `${socket}.away`, socket)),
  },
  {
    name: '14. systemd hangs',
    prepare: async (host) => {
      await runLive(host);
      process.kill(host.machine.init, 'SIGSTOP');
    },
    act: 'use paper',
    told: [1],
    rules: ['process-live'],
    mend: async (host) => void process.kill(host.machine.init, 'SIGCONT'),
  },
  {
    name: '15. a condition that refuses',
    prepare: async (host) => {
      await begin(host);
      await dropIn(host, '[Service]\nExecCondition=/bin/false\n');
      await host.machine.run('systemctl', ['restart', unit]);
      await host.machine.run('systemctl', ['start', 'pine-worker@NQ.service']);
    },
    act: 'use paper --restart',
    told: [6],
    rules: ['unit-not-up', 'unit-missing'],
    mend: plain,
  },
  {
    name: '16. a runtime config that was changed after the start',
    prepare: async (host) => {
      await begin(host);
      host.edit('runtime/config.yml', (text) => `${text}# looked at\n`);
    },
    act: 'use paper --restart',
    told: [0],
  },
  {
    name: '17. a unit that was changed after it was loaded: a crash starts the one that was',
    prepare: async (host) => {
      const crashing = `${workerUnit}Restart=always\nRestartSec=50ms\n`;
      await begin(host, crashing);
      await lay(`${crashing}EnvironmentFile=@/Deployment/env/pine-trader.live.env\n`)(host);
      host.machine.writeUnit(template, crashing.replaceAll('@/', `${host.root}/`));
    },
    act: 'status',
    told: [1],
    rules: ['unit-not-reloaded'],
    mend: plain,
  },
];
