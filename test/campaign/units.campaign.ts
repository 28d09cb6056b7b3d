import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandOf } from '../faults/program.ts';
import { noTerminals } from '../faults/terminal.ts';
import { noSystemd } from '../systemd/missing.ts';
import { bootTradingHost, secretsOf, type TradingHost } from '../systemd/trading-host.ts';
import { type Control, complaints, keepReport, type Part, type SuiteReport } from './report.ts';
import { piecesOf } from './secret-pieces.ts';
import { partInLines, tallyOf } from './tally.ts';
import { noKillAt } from './tracing/kill-at.ts';
import type { Trap } from './units/a-trap.ts';
import { runCareless } from './units/careless-switchers.ts';
import { gateTraps, liveTraps } from './units/other-traps.ts';
import { restartsKilled } from './units/restart-kills.ts';
import { cameOf, spring } from './units/run-trap.ts';
import { traps } from './units/traps.ts';

/** The shares of an undisturbed run after which it is killed; sooner where it is over by then. */
const moments = [0.2, 0.5, 0.8];
const what =
  'The sixteen systemd traps on a real systemd, to paper, to live and behind the gate, each also with a SIGKILL in the middle; and `use … --restart` killed before or after every call of its own that changes a file or makes a process: the host is safe, and told.';
const cannot = noSystemd ?? noTerminals ?? noKillAt;
/** `PINE_TRAPS` takes those whose names read like this. */
const only = new RegExp(process.env.PINE_TRAPS ?? '');

describe.skipIf(cannot)(`units (${cannot ?? 'a real systemd'})`, () => {
  let host: TradingHost;
  beforeAll(async () => {
    host = await bootTradingHost();
  }, 60_000);
  afterAll(() => host?.machine.stop());

  test('what systemd calls well is caught, killed or not', async () => {
    const begun = Date.now();
    const parts: Part[] = [];
    const texts: string[] = [];
    const gate = ({ root }: TradingHost) => commandOf(['gate', '--root', root]).join(' ');
    const told = (controls: readonly Control[]): SuiteReport => {
      const search = piecesOf(secretsOf(host.root), 8);
      return {
        suite: 'units',
        what: `${what}${only.source === '(?:)' ? '' : ' (a part of it)'}`,
        parts,
        controls,
        secrets: {
          searched: `${texts.length} texts that were said`,
          found: texts.flatMap((text) => search.find(text) ?? []),
        },
        seconds: (Date.now() - begun) / 1000,
      };
    };
    const controls = await runCareless(host, 1);
    // Kept each time: whoever stops it half-way has what it showed.
    for (const trap of [...gateTraps(gate), ...traps, ...liveTraps]) {
      if (!only.test(trap.name)) continue;
      parts.push(await partOf(host, trap, texts));
      keepReport(told(controls));
    }
    if (only.test('restart')) parts.push(...(await restartsKilled(host, texts)));
    const report = told(controls);
    keepReport(report);
    expect(complaints(report)).toEqual([]);
  });
});

/** Once undisturbed, then once for each moment. */
async function partOf(host: TradingHost, trap: Trap, texts: string[]): Promise<Part> {
  const tally = tallyOf(trap.act, trap.name);
  const undisturbed = await spring(host, trap);
  texts.push(...undisturbed.said);
  tally.add(cameOf(undisturbed, 'undisturbed'));
  for (const moment of moments) {
    const [sprung, after] = await killedInTime(host, trap, moment * undisturbed.seconds);
    texts.push(...sprung.said);
    tally.add(cameOf(sprung, `killed after ${after.toFixed(2)} s`));
  }
  const part = tally.part();
  console.info(partInLines(part));
  return part;
}

/** Killed after so many seconds, or after half of them where it was over before, and half of that. */
async function killedInTime(host: TradingHost, trap: Trap, seconds: number) {
  for (let after = seconds; ; after /= 2) {
    const sprung = await spring(host, trap, { after });
    if (sprung.hit || sprung.bad.length > 0 || after < seconds / 10)
      return [sprung, after] as const;
  }
}
