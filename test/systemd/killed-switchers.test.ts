import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commandOf } from '../faults/program.ts';
import { noTerminals, seePrompt } from '../faults/terminal.ts';
import { noSystemd } from './missing.ts';
import { bootTradingHost, type TradingHost, workerUnit } from './trading-host.ts';

const unit = 'pine-worker@ES.service';
const cannot = noSystemd ?? noTerminals;
/** How many moments of each switch; PINE_KILL_MOMENTS asks for more. */
const moments = Number(process.env.PINE_KILL_MOMENTS ?? 8);
/** About how long a switch with its units takes here, in milliseconds. */
const longest = 1_000;

describe.skipIf(cannot)(`a switcher that is killed (${cannot ?? 'beside a real systemd'})`, () => {
  let host: TradingHost;
  beforeAll(async () => {
    host = await bootTradingHost();
  }, 60_000);
  let hits = 0;
  afterAll(async () => {
    await host?.machine.stop();
    console.info(`${hits} of ${moments} switchers to live were killed under way`);
    // A kill that comes when all is over shows nothing.
    expect(hits).toBeGreaterThan(moments / 2);
  });
  beforeEach(async () => {
    await host.reset();
    await host.units({ 'pine-worker@.service': workerUnit });
    await host.machine.must('systemctl', ['start', unit]);
  });

  /** Kills every pine-env of this root, and waits until none is left. */
  const killing = `pkill -KILL -f '[p]ine-env.cjs use' || true; sleep 0.05`;

  const delays = Array.from({ length: moments }, (_, at) => Math.round((at * longest) / moments));

  test.each(delays)(
    'on its way to live, %i ms after somebody agreed: nothing runs live that nobody agreed to',
    { timeout: 60_000 },
    async (delay) => {
      const played = await host.agreeing('use live --restart', [
        seePrompt,
        ['type', '{phrase}\r'],
        ['pause', delay / 1000],
        ['run', killing],
      ]);
      hits += played.signal === 9 ? 1 : 0;
      await judge(host);
    },
  );

  test.each(delays)(
    'on its way to paper, after %i ms: live is left, or the next command says that it is not',
    { timeout: 60_000 },
    async (delay) => {
      const agreed = await host.agreeing('use live --restart');
      expect(agreed.exit).toBe(0);
      const use = commandOf(['use', 'paper', '--restart', '--root', host.root]).join(' ');
      const script = `${use} >/dev/null 2>&1 & sleep ${delay / 1000}; ${killing}`;
      await host.machine.run('sh', ['-c', script]);
      await judge(host);
    },
  );
});

/** Right after the kill, and what the next commands make of it. */
async function judge(host: TradingHost): Promise<void> {
  const state = join(host.root, 'Deployment/state');
  const runs = await host.runs(unit);
  const link = join(host.root, 'Deployment/env/pine-trader.env');
  const linked = existsSync(link) ? readlinkSync(link) : undefined;
  if (runs === 'live')
    expect(readFileSync(join(state, 'journal.jsonl'), 'utf8')).toContain('"live"');
  // Live by the link alone would be a yes that nobody gave.
  if (linked?.includes('live')) expect(existsSync(join(state, 'consent'))).toBe(true);
  const status = await host.pineEnv('status --expect paper --json');
  if (runs === 'live') expect(status.code).toBe(1);
  const use = await host.pineEnv('use paper --json');
  const still = await host.runs(unit);
  expect([still, use.code]).toEqual([still, still === 'live' ? 1 : 0]);
  const repaired = await host.pineEnv('use paper --restart --json');
  expect([repaired.code, repaired.rules, await host.runs(unit)]).toEqual([0, [], 'paper']);
  const after = await host.pineEnv('status --expect paper --json');
  expect([after.code, after.rules]).toEqual([0, []]);
}
