import { expect } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { type Seen, see } from './disk-judge.ts';
import { layDown, type Tree } from './tree.ts';

/** What `use paper` came to. */
export interface Outcome {
  readonly told: Told;
  readonly before: Seen;
  readonly after: Seen;
  readonly rules: readonly string[];
  readonly root: string;
}

/** `use paper` on a host that is live, where something is broken; nobody is at a terminal. */
export async function usePaper(
  breakIt: (root: string) => Circumstances | undefined,
  start: Promise<Tree> = rootAfter(plainPlan, 'use live'),
): Promise<Outcome> {
  const root = scratch();
  layDown(await start, root);
  const circumstances = breakIt(root) ?? {};
  const look = () => see(root, ['pine-trader.env'], 'trader-1');
  const before = look();
  const told = await tell('use paper', root, aHost(circumstances));
  return { told, before, after: look(), rules: told.findings.map(({ rule }) => rule), root };
}

/** Paper is linked, no consent is left, no env file was touched. */
export function expectPaper({ told, before, after }: Outcome): void {
  expect(told.error).toBeUndefined();
  expect(told.outcome).toBe('done');
  expect(after.links.get('pine-trader.env')).toBe('pine-trader.paper.env');
  expect(after.temporary).toEqual([]);
  expect(after.untouchable).toBe(before.untouchable);
}

/** ... and what failed is told by its rule and by exit 8. */
export function expectToldOf(rule: string, outcome: Outcome): void {
  expectPaper(outcome);
  expect({ code: outcome.told.code, rules: outcome.rules }).toEqual({
    code: 8,
    rules: expect.arrayContaining([rule]),
  });
}

/** ... and it counts as done, with a finding and nothing more. */
export function expectFinding(rule: string, outcome: Outcome): void {
  expectPaper(outcome);
  expect({ code: outcome.told.code, rules: outcome.rules }).toEqual({ code: 0, rules: [rule] });
  expect(outcome.after.journal.last.get('pine-trader.env')).toMatchObject({
    kind: 'done',
    profile: 'paper',
  });
}
