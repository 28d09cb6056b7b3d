import { describe, expect, test } from 'vitest';
import type { RootPlan } from './a-root.ts';
import { type Operation, runPoints, type Tally } from './fault-run.ts';
import type { Tree } from './tree.ts';

/** One operation under every fault, as a test declares it. */
export interface FaultCase {
  readonly title: string;
  readonly line: string;
  readonly plan: RootPlan;
  readonly start: () => Promise<Tree>;
  readonly settled?: () => Promise<Tree>;
  readonly stores?: Pick<Operation, 'secretSources' | 'mayWait'>;
}

/** One test for each case: no bad state at any point. */
export function testEveryPoint(title: string, cases: readonly FaultCase[]): void {
  describe(title, () => {
    test.each(cases)('$title', { timeout: 600_000 }, async (one) => {
      const tally = await runPoints(await operationOf(one));
      console.info(lineOf(one.title, tally));
      expect(tally.bad).toEqual([]);
      expect(tally.points).toBeGreaterThan(100);
    });
  });
}

/** The operation that a case declares. */
export async function operationOf(one: FaultCase): Promise<Operation> {
  const { title, line, plan, start, settled, stores } = one;
  return {
    title,
    line,
    start: await start(),
    links: plan.links.map((link) => `${link}.env`),
    ...stores,
    ...(settled === undefined ? {} : { settled: await settled() }),
  };
}

function lineOf(title: string, { points, disks, outcomes, bad }: Tally): string {
  const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  return `${title}: ${points} points, ${disks} different disks, ${bad.length} bad; ${counts}`;
}
