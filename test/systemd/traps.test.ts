import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commandOf } from '../faults/program.ts';
import { noStrace, tracingAll } from '../faults/strace.ts';
import { writes } from '../faults/strace-writes.ts';
import { noSystemd } from './missing.ts';
import {
  bootTradingHost,
  secretsOf,
  type Told,
  type TradingHost,
  workerUnit,
} from './trading-host.ts';
import { until } from './until.ts';

const unit = 'pine-worker@ES.service';
const template = 'pine-worker@.service';

describe.skipIf(noSystemd)(
  `what systemd says, and what we say (${noSystemd ?? 'on a real one'})`,
  () => {
    let host: TradingHost;
    const said: string[] = [];

    beforeAll(async () => {
      host = await bootTradingHost();
    }, 60_000);
    afterAll(() => host?.machine.stop());
    beforeEach(async () => {
      await host.reset();
      await host.units({ [template]: workerUnit });
    });
    afterEach(() => {
      for (const secret of secretsOf(host.root)) expect(said.join('\n')).not.toContain(secret);
      said.length = 0;
    });

    const pine = async (line: string): Promise<Told> => {
      const told = await host.pineEnv(`${line} --json`);
      said.push(told.out, told.err);
      return told;
    };
    const systemctl = async (...args: string[]) => (await host.machine.run('systemctl', args)).code;
    const started = async (...names: string[]) => {
      await host.machine.must('systemctl', ['start', ...names]);
    };
    /** A worker that runs live, with a yes that somebody typed. */
    const runLive = async () => {
      const played = await host.agreeing('use live --restart');
      said.push(played.shown);
      expect([played.error, played.exit]).toEqual([null, 0]);
      expect(await host.runs(unit)).toBe('live');
    };

    test('paper runs and paper is linked: proven', async () => {
      await started(unit);
      const told = await pine('status --expect paper');
      expect([told.code, told.json.state, told.rules]).toEqual([0, 'safe', []]);
      expect(told.json.units).toMatchObject([{ unit, state: 'matches', active: 'active' }]);
    });

    test('use live --restart on a terminal: stopped, relinked, started, proven', async () => {
      await started(unit);
      await runLive();
      const told = await pine('status --expect live');
      expect([told.code, told.json.state]).toEqual([0, 'live']);
    });

    test('1. relinked without a restart: the process keeps live, and status says stale-live', async () => {
      await started(unit);
      await runLive();
      const use = await pine('use paper');
      expect([use.code, use.rules, await host.runs(unit)]).toEqual([1, ['process-live'], 'live']);
      const status = await pine('status --expect paper');
      expect([status.code, status.json.state]).toEqual([1, 'stale-live']);
      const again = await pine('use paper --restart');
      expect([again.code, await host.runs(unit)]).toEqual([0, 'paper']);
    });

    test('2. a crash after a relink by hand comes back live: armed before, without consent after', async () => {
      await host.units({ [template]: `${workerUnit}Restart=always\nRestartSec=50ms\n` });
      await started(unit);
      host.link('live');
      const armed = await pine('status');
      expect([armed.code, armed.json.state]).toEqual([1, 'armed']);
      expect(armed.rules).toEqual(
        expect.arrayContaining(['process-armed', 'live-without-consent']),
      );
      await host.machine.must('systemctl', ['kill', '--signal=KILL', unit]);
      await until('it to come back live', async () =>
        (await host.runs(unit)) === 'live' ? true : undefined,
      );
      const live = await pine('status --expect paper');
      expect([live.code, live.json.state]).toEqual([1, 'live']);
      expect(live.rules).toEqual(expect.arrayContaining(['not-expected', 'live-without-consent']));
    });

    test('3. a pattern that nothing fits: restart says 0, we say 6, and refuse to go live', async () => {
      await host.reset();
      expect(await systemctl('restart', 'pine-worker@*.service')).toBe(0);
      const paper = await pine('use paper --restart');
      expect([paper.code, paper.rules]).toEqual([6, ['unit-missing']]);
      const live = await pine('use live --restart');
      expect([live.code, live.rules]).toEqual([3, ['unit-missing']]);
    });

    test('4. a failed unit: try-restart says 0 and does nothing, we bring it up', async () => {
      await started(unit);
      await host.machine.must('systemctl', ['kill', '--signal=KILL', unit]);
      await until('it to fail', async () =>
        (await systemctl('is-failed', unit)) === 0 ? true : undefined,
      );
      expect(await systemctl('try-restart', unit)).toBe(0);
      expect(await host.runs(unit)).toBe('nothing');
      const told = await pine('use paper --restart');
      expect([told.code, await host.runs(unit)]).toEqual([0, 'paper']);
    });

    test('5. a missing binary of Type=simple: start says 0, we say 6', async () => {
      await started(unit);
      await host.units({
        [template]: workerUnit.replace('/usr/bin/sleep', '/usr/bin/no-such-worker'),
      });
      await host.machine.must('systemctl', ['stop', unit]);
      expect(await systemctl('start', unit)).toBe(0);
      const again = await pine('use paper --restart');
      expect([again.code, again.rules]).toEqual([6, ['unit-not-up']]);
    });

    test('6. an early death: restart says 0, we say 6', async () => {
      await host.units({ [template]: workerUnit.replace('sleep 1000', 'sleep 0.2') });
      await systemctl('start', unit);
      expect(await systemctl('restart', unit)).toBe(0);
      const told = await pine('use paper --restart');
      expect([told.code, told.rules]).toEqual([6, ['unit-not-up']]);
    });

    test('7. a crash loop: every look says running, we say 6, and undo a switch to live', async () => {
      const loops = workerUnit.replace('sleep 1000', 'sleep 0.15');
      const always = 'Restart=always\nRestartSec=20ms\n';
      const noLimit = '[Unit]\nStartLimitIntervalSec=0\n';
      await host.units({ [template]: `${noLimit}${loops}${always}` });
      await started(unit);
      const told = await pine('use paper --restart');
      expect([told.code, told.rules]).toEqual([6, ['unit-not-up']]);
      const played = await host.agreeing('use live --restart');
      said.push(played.shown);
      expect(played.exit).toBe(6);
      expect(played.shown).toContain('provider (taken-back)');
      const status = await pine('status --expect paper');
      expect(status.json.active).toEqual(['paper']);
      expect(status.rules).not.toContain('process-live');
    });

    test('8. a missing env file: systemd stops the old process first, we refuse before anything is stopped', async () => {
      await started(unit);
      const file = join(host.root, 'Deployment/env/pine-trader.paper.env');
      await host.machine.must('mv', [file, `${file}.away`]);
      try {
        const told = await pine('use paper --restart');
        expect([told.code, told.rules]).toEqual([4, ['env-file-missing']]);
        expect(await systemctl('is-active', unit)).toBe(0);
        expect(await systemctl('restart', unit)).toBe(1);
        expect(await systemctl('is-active', unit)).not.toBe(0);
      } finally {
        await host.machine.must('mv', [`${file}.away`, file]);
      }
    });

    test('9. an optional file that is missing: start says 0 and the worker has no key, we call it unproven', async () => {
      await host.units({ [template]: workerUnit.replace('EnvironmentFile=', 'EnvironmentFile=-') });
      rmSync(join(host.root, 'Deployment/env/pine-trader.env'));
      await started(unit);
      expect(await host.runs(unit)).toBe('no key');
      host.link('paper');
      const told = await pine('status --expect paper');
      expect([told.code, told.rules]).toEqual([1, expect.arrayContaining(['process-unproven'])]);
    });

    test('10. a drop-in that reads the live file, too: live by value under a paper link', async () => {
      const file = join(host.root, 'Deployment/env/pine-trader.live.env');
      await host.units({ [`${template}.d/more.conf`]: `[Service]\nEnvironmentFile=${file}\n` });
      await started(unit);
      const told = await pine('status --expect paper');
      expect([told.code, told.json.state]).toEqual([1, 'stale-live']);
      expect(told.rules).toEqual(expect.arrayContaining(['process-live', 'not-expected']));
      const use = await pine('use paper --restart');
      expect(use.code).toBe(6);
    });

    test('11. a drop-in that sets one live key: mixed, the loudest there is', async () => {
      const line = secretsOf(host.root)[2] ?? '';
      const config = `[Service]\nEnvironment=OTHER_WEBHOOK=${line.replaceAll('%', '%%')}\n`;
      await host.units({ [`${template}.d/more.conf`]: config });
      await started(unit);
      const told = await pine('status');
      expect([told.code, told.json.state]).toEqual([1, 'mixed']);
      expect(told.rules[0]).toBe('process-mixed');
      expect((await pine('use paper')).code).toBe(1);
    });

    test('12. a worker that somebody started by hand counts', async () => {
      const file = join(host.root, 'Deployment/env/pine-trader.live.env');
      const script = `set -a; . ${file}; exec setsid -f sh -c 'exec -a live_worker sleep 1000' >/dev/null 2>&1`;
      await host.machine.must('bash', ['-c', script.replace("sh -c 'exec -a", "bash -c 'exec -a")]);
      const told = await pine('status --expect paper');
      expect([told.code, told.json.state]).toEqual([1, 'stale-live']);
      const use = await host.pineEnv('use paper');
      said.push(use.out);
      expect(use.code).toBe(1);
      expect(use.out).toMatch(/to end it: sudo kill \d+/);
    });

    test('13. the bus is down: what runs is still told, what would start is unproven', async () => {
      await started(unit);
      await host.machine.must('mv', ['/run/systemd/private', '/run/systemd/private.away']);
      try {
        const told = await pine('status --expect paper');
        expect([told.code, told.rules]).toEqual([1, ['manager-silent']]);
        expect(told.json.units).toMatchObject([{ unit, state: 'matches' }]);
        expect((await pine('use paper')).code).toBe(0);
        const restart = await pine('use paper --restart');
        expect([restart.code, restart.rules]).toEqual([6, ['manager-silent']]);
      } finally {
        await host.machine.must('mv', ['/run/systemd/private.away', '/run/systemd/private']);
      }
    });

    test('14. systemd hangs: nobody waits for it for ever, least of all use paper', {
      timeout: 90_000,
    }, async () => {
      await started(unit);
      await runLive();
      process.kill(host.machine.init, 'SIGSTOP');
      try {
        const before = performance.now();
        const use = await pine('use paper');
        expect([use.code, use.rules]).toEqual([1, ['process-live']]);
        expect(performance.now() - before).toBeLessThan(5_000);
        const told = await pine('status --expect paper');
        expect([told.code, told.json.state]).toEqual([1, 'stale-live']);
        expect(told.rules).toContain('manager-silent');
      } finally {
        process.kill(host.machine.init, 'SIGCONT');
      }
      expect((await pine('use paper --restart')).code).toBe(0);
      expect(await host.runs(unit)).toBe('paper');
    });

    test('15. a condition that refuses: restart says 0 and nothing runs, we say 6', async () => {
      await started(unit);
      await host.units({ [`${template}.d/more.conf`]: '[Service]\nExecCondition=/bin/false\n' });
      expect(await systemctl('restart', unit)).toBe(0);
      await started('pine-worker@NQ.service').catch(() => undefined);
      const told = await pine('use paper --restart');
      expect(told.code).toBe(6);
    });

    test('16. a runtime config that was changed after the start makes the process unproven', async () => {
      await started(unit);
      host.edit('runtime/config.yml', (text) => `${text}# looked at\n`);
      const told = await pine('status --expect paper');
      expect([told.code, told.rules]).toEqual([1, ['process-unproven']]);
      expect((await pine('use paper')).code).toBe(1);
      expect((await pine('use paper --restart')).code).toBe(0);
    });

    test('20. files that were changed after they were loaded: a crash starts what was loaded', async () => {
      const crashing = `${workerUnit}Restart=always\nRestartSec=50ms\n`;
      const file = `EnvironmentFile=@/Deployment/env/pine-trader.live.env\n`;
      await host.units({ [template]: crashing });
      await started(unit);
      await host.units({ [template]: `${crashing}${file}` });
      host.machine.writeUnit(template, crashing.replaceAll('@/', `${host.root}/`));
      const told = await pine('status --expect paper');
      expect([told.code, told.rules]).toEqual([1, ['unit-not-reloaded']]);
      await host.machine.must('systemctl', ['kill', '--signal=KILL', unit]);
      await until('it to come back live', async () =>
        (await host.runs(unit)) === 'live' ? true : undefined,
      );
    });

    test('19. a running worker is held against a file, key by key', async () => {
      await started(unit);
      const same = await pine(`diff --running ${unit} paper`);
      expect([same.code, same.json.error]).toEqual([0, undefined]);
      const other = await pine(`diff --running ${unit} live`);
      expect([other.code, other.json.error]).toEqual([1, undefined]);
    });

    test.skipIf(noStrace)('18. status writes nothing while workers run', async () => {
      await started(unit);
      const log = join(host.root, '../strace.log');
      const [file = '', ...words] = [
        ...tracingAll(log),
        ...commandOf(['status', '--root', host.root]),
      ];
      const ran = await host.machine.run(file, words);
      said.push(ran.out, ran.err, readFileSync(log, 'utf8'));
      expect([ran.code, writes(readFileSync(log, 'utf8'))]).toEqual([0, []]);
    });

    test('17. two instances, one of which was never restarted, are told apart', async () => {
      await started(unit, 'pine-worker@NQ.service');
      await runLive();
      const use = await pine('use paper');
      expect(use.code).toBe(1);
      await host.machine.must('systemctl', ['restart', unit]);
      const told = await pine('status --expect paper');
      expect(told.json.units).toMatchObject([
        { unit, state: 'matches' },
        { unit: 'pine-worker@NQ.service', state: 'stale' },
      ]);
      expect([told.code, told.json.state]).toEqual([1, 'stale-live']);
    });
  },
);
