import { everyChange } from './kill-aims.ts';
import type { Operation, Rehearsed } from './kill-operation.ts';
import { thenPaper } from './kill-operation.ts';
import { strikeSurely } from './kill-run.ts';
import { sightOf } from './kill-sight.ts';

const [paper, live] = ['link pine-trader.paper.env', 'link pine-trader.live.env'];

/** What settles a change that was killed right after its link had moved: the next one, to paper. */
export async function recoveries(rehearsals: readonly Rehearsed[]): Promise<readonly Operation[]> {
  const of = async (name: string): Promise<Operation> => ({
    ...{ name: `recovery of ${name}`, base: await killedAtRename(rehearsals, name) },
    ...{ line: 'use paper --root @', places: [live, paper], writes: [] },
    oneChange: true,
    next: [thenPaper],
  });
  return [await of('use live'), await of('use paper from live')];
}

async function killedAtRename(rehearsals: readonly Rehearsed[], name: string): Promise<string> {
  const rehearsed = rehearsals.find(({ operation }) => operation.name === name);
  if (rehearsed === undefined) throw new Error(`nobody rehearsed ${name}`);
  const { operation, before, listed } = rehearsed;
  const at = listed.findLastIndex(({ call, to }) => call === 'rename' && to?.includes('/env/'));
  const aim = everyChange(rehearsed, 'process', ['exit'])[at];
  const run = aim && (await strikeSurely(operation, aim));
  const moved = run !== undefined && sightOf(run.root).place !== before.place;
  if (!moved) throw new Error(`${name} was not killed where its link had moved`);
  return run.root;
}
