import { dirname } from 'node:path';
import type { TradingHost } from '../../systemd/trading-host.ts';
import { everyChange } from '../kill-aims.ts';
import type { Part } from '../report.ts';
import { partInLines, tallyOf } from '../tally.ts';
import { type Aim, inWords, killAtIn, nobody } from '../tracing/kill-at.ts';
import type { Trap } from './a-trap.ts';
import { cameOf, spring } from './run-trap.ts';
import { begin, runLive } from './traps.ts';

/** No traps: a worker that runs as it should, and is started anew. */
const restarts: readonly Trap[] = [
  { name: 'from live', prepare: runLive, act: 'use paper --restart', told: [0] },
  { name: 'from paper', prepare: begin, act: 'use live --restart', told: [0] },
];

/** One side of each call, in turn; not at those of `systemctl`, which has nothing of ours to leave half done. */
const inTurn = (_: Aim, at: number) => at % 4 === 0 || at % 4 === 3;

/** `use … --restart`, killed before or after each of its own calls that changes a file or makes a process. */
export async function restartsKilled(host: TradingHost, texts: string[]): Promise<readonly Part[]> {
  const killer = killAtIn(dirname(host.root));
  const parts: Part[] = [];
  for (const trap of restarts) {
    const tally = tallyOf(trap.act, `killed at its calls, ${trap.name}`);
    const { struck, bad } = await spring(host, trap, { killer, aim: nobody });
    if (struck === undefined || bad.length > 0) throw new Error(`${trap.act}: ${bad}`);
    const { calls, listed } = struck;
    const every = everyChange({ calls, listed }, 'process', ['entry', 'exit']);
    const own = every.filter(({ k }) => listed[k - 1]?.who !== 'child');
    for (const aim of own.filter(inTurn)) {
      const sprung = await spring(host, trap, { killer, aim });
      texts.push(...sprung.said);
      const at = sprung.struck?.at;
      tally.add(cameOf(sprung, at ? inWords(at, host.root) : 'nowhere'));
    }
    parts.push(tally.part());
    console.info(partInLines(tally.part()));
  }
  return parts;
}
