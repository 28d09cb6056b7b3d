import type { Rehearsed } from './kill-operation.ts';
import type { Aim } from './tracing/kill-at.ts';

type Some = Pick<Rehearsed, 'calls' | 'listed'>;
type Side = Aim['side'];

/** At each call that can change a file or make a process, from the `first` one on, on these sides of it. */
export function everyChange(
  { listed }: Some,
  mode: Aim['mode'],
  sides: readonly Side[],
  first = 1,
): readonly Aim[] {
  return listed.flatMap((_, at) =>
    at + 1 < first
      ? []
      : sides.map((side): Aim => ({ mode, counted: 'changing', k: at + 1, side })),
  );
}

/** So many of all calls of all threads and children, evenly spread, on either side in turn. */
export function spread({ calls }: Some, mode: Aim['mode'], amount: number): readonly Aim[] {
  const many = Math.min(amount, calls);
  return Array.from({ length: many }, (_, at): Aim => {
    const k = 1 + Math.floor((at * calls) / many);
    return { mode, counted: 'all', k, side: at % 2 === 0 ? 'entry' : 'exit' };
  });
}

/** The place among the changing calls where somebody first takes the lock. */
export function firstLock({ listed }: Some): number {
  return listed.findIndex(({ path }) => path.endsWith('/Deployment/state/lock')) + 1;
}
