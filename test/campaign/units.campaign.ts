import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandOf } from '../faults/program.ts';
import { noTerminals } from '../faults/terminal.ts';
import { noSystemd } from '../systemd/missing.ts';
import { bootTradingHost, secretsOf, type TradingHost } from '../systemd/trading-host.ts';
import { type Control, complaints, keepReport, type Part, type SuiteReport } from './report.ts';
import { piecesOf } from './secret-pieces.ts';
import type { Trap } from './units/a-trap.ts';
import { runCareless } from './units/careless-switchers.ts';
import { gateTraps, liveTraps } from './units/other-traps.ts';
import { spring } from './units/run-trap.ts';
import { traps } from './units/traps.ts';

/** Seconds after which a switch is killed; `PINE_KILL_POINTS=n` takes the first n of them. */
const killPoints = [0.25, 0.6, 1.1].slice(0, Number(process.env.PINE_KILL_POINTS ?? 3));
const gateKills = [0.03, 0.1, 0.2].slice(0, killPoints.length);
const what =
  'The sixteen systemd traps on a real systemd, to paper, to live and behind the gate, each also with a SIGKILL in the middle: the host is safe, and told.';
const cannot = noSystemd ?? noTerminals;
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
        what: `${what}${killPoints.length < 3 || only.source !== '(?:)' ? ' (a part of the full tier)' : ''}`,
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
    const report = told(controls);
    keepReport(report);
    expect(complaints(report)).toEqual([]);
  });
});

/** Once undisturbed, then once for each kill. */
async function partOf(host: TradingHost, trap: Trap, texts: string[]): Promise<Part> {
  const kills = trap.act === 'start' ? gateKills : killPoints;
  const outcomes: Record<string, number> = {};
  const tally = { ordered: 0, hit: 0, hangs: 0, slowestSeconds: 0 };
  const bad: string[] = [];
  for (const kill of [undefined, ...kills]) {
    const sprung = await spring(host, trap, kill);
    texts.push(...sprung.said);
    tally.ordered += 1;
    tally.hit += sprung.hit ? 1 : 0;
    tally.hangs += sprung.seconds > 20 ? 1 : 0;
    tally.slowestSeconds = Math.max(tally.slowestSeconds, Math.round(sprung.seconds * 10) / 10);
    outcomes[sprung.outcome] = (outcomes[sprung.outcome] ?? 0) + 1;
    bad.push(
      ...sprung.bad.map(
        (words) => `${kill === undefined ? 'undisturbed' : `killed after ${kill} s`}: ${words}`,
      ),
    );
  }
  console.info(trap.name, JSON.stringify({ ...tally, outcomes, bad }));
  return { operation: trap.act, fault: trap.name, ...tally, outcomes, bad };
}
