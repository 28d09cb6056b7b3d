import { openChange } from '../faults/judge.ts';
import { everyChange, firstLock } from './kill-aims.ts';
import type { Next, Operation, Rehearsed } from './kill-operation.ts';
import { forget, runLine, strike, strikeSurely } from './kill-run.ts';
import { endOf, isRecord, likeness, sightOf } from './kill-sight.ts';
import { type Aim, nobody } from './tracing/kill-at.ts';

const paper = 'link pine-trader.paper.env';

/** Roots in different states in which a kill left an operation half done: at most so many, evenly picked. */
export async function halfDone(rehearsed: Rehearsed, most: number): Promise<readonly string[]> {
  const { operation, before } = rehearsed;
  const states = new Map<string, string>();
  const aims = everyChange(rehearsed, 'process', ['exit'], firstLock(rehearsed));
  for (const aim of pick(aims, 4 * most)) {
    const run = await strikeSurely(operation, aim);
    if (run === undefined) continue;
    const state = likeness(run.root, before);
    if (isHalfDone(run.root) && !states.has(state)) states.set(state, run.root);
    else forget(run.root);
  }
  const roots = [...states.values()];
  const picked = pick(roots, most);
  for (const root of roots) if (!picked.includes(root)) forget(root);
  return picked;
}

function isHalfDone(root: string): boolean {
  const { temporary, others, ...seen } = sightOf(root);
  const isOpen = openChange({ temporary, others, ...seen }) !== undefined;
  return isOpen || temporary.length > 0 || [...others.keys()].some(isRecord);
}

/** What goes on with such a state, watched when nobody kills it. */
export async function rehearseNext(first: Rehearsed, base: string, next: Next): Promise<Rehearsed> {
  const { operation } = first;
  const second: Operation = {
    ...operation,
    ...{ name: `${operation.name}, and what goes on`, base, line: next.line },
    ...{ asks: next.asks === true, oneChange: false },
    places: [...operation.places, ...(next.ends === 'paper' ? [paper] : [])],
  };
  const { root, struck } = await strike(second, nobody);
  const after = sightOf(root);
  const ends = [
    ...first.ends,
    ...(next.ends === 'paper' ? await endsOnPaper(operation, root) : []),
  ];
  forget(root);
  const { calls, listed } = struck;
  const read = new Set([...first.read, after.through]);
  return { ...first, operation: second, before: sightOf(base), calls, listed, read, ends, after };
}

/** Once the way to paper has been gone, the same command changes what it changes, and the link stays there. */
async function endsOnPaper({ next, within }: Operation, root: string): Promise<readonly string[]> {
  const again = next.find(({ ends }) => ends === 'as clean');
  if (again === undefined) return [];
  await runLine(again.line, root, { asks: again.asks, within });
  return [endOf(root)];
}

/** Kills at the changes of what goes on, from its lock on: at most so many, on either side in turn. */
export function aimsAtNext(rehearsed: Rehearsed, most: number): readonly Aim[] {
  const first = Math.max(1, firstLock(rehearsed));
  return pick(everyChange(rehearsed, 'process', ['entry', 'exit'], first), most);
}

/** At most so many of all of these, evenly picked. */
export function pick<T>(all: readonly T[], most: number): readonly T[] {
  const many = Math.min(most, all.length);
  return Array.from({ length: many }, (_, at) => all[Math.floor((at * all.length) / many)] as T);
}
