import { expect } from 'vitest';
import { scratch } from '../scratch.ts';
import { plainPlan, type RootPlan, rootAfter } from './a-root.ts';
import type { Point } from './dying-run.ts';
import { type Call, fits, hows, tried } from './fault-plan.ts';
import {
  endOf,
  faultsAtOnce,
  faultsOfJournal,
  isDenied,
  isUnagreed,
  type Rotation,
  type Run,
  runAgain,
  runAt,
} from './rotate-run.ts';
import { feedKey, newFeed, newHook, oldValue } from './rotating.ts';
import { treeOf } from './tree.ts';

/** A kill at the calls of the disk that are tried, and before every command to the service manager. */
function killsOf({ calls, commands }: Run): readonly Point[] {
  const kills = calls.flatMap((call, index): readonly Point[] =>
    tried(call, index) ? [{ disk: { at: index + 1, how: 'killed', errno: 'EIO' } }] : [],
  );
  const stops = Array.from({ length: commands }, (_, index): Point => ({ manager: index + 1 }));
  return [...kills, ...stops];
}

/** The calls of the disk that are tried fail, each in every way that fits. */
function faultsOf({ calls }: Run): readonly Point[] {
  const every = calls.flatMap((call: Call, index) => (tried(call, index) ? [index] : []));
  return every.flatMap((index) =>
    hows.flatMap((how): readonly Point[] =>
      how !== 'killed' && fits(how, calls[index] as Call)
        ? [{ disk: { at: index + 1, how, errno: 'EIO' } }]
        : [],
    ),
  );
}

/** A rotation that is cut short everywhere, as a test declares it. */
export interface Case {
  readonly name: string;
  readonly before: readonly string[];
  readonly line: string;
  readonly profile: 'paper' | 'live';
  readonly key: string;
  readonly value: string;
  readonly back?: boolean;
  readonly prepare?: string;
  readonly plan?: RootPlan;
}

/** The rotation of a case, and the tree it starts on. */
export async function rotationOf(one: Case, root: string): Promise<Rotation> {
  const provider = one.key === feedKey ? 'databento' : 'traderspost';
  const old = oldValue(one.key, one.profile);
  const fresh = one.key === feedKey ? newFeed : newHook;
  const start = await rootAfter(one.plan ?? plainPlan, ...one.before);
  const rotation: Rotation = {
    ...{ line: one.line, profile: one.profile, provider, start, value: one.value, runs: true },
    ...(one.back === true ? { from: fresh, to: old } : { from: old, to: fresh }),
  };
  if (one.prepare === undefined) return rotation;
  const line = `rotate ${one.key} --profile ${one.profile}`;
  const first = await runAt(root, { ...rotation, line, value: one.prepare });
  if (first.told?.code !== 0) throw new Error(JSON.stringify(first.told));
  const stands = one.back === true ? {} : { from: fresh, to: fresh };
  return { ...rotation, ...stands, start: treeOf(root) };
}

/** Once it is over there is nothing to go on with, and the same value is not new. */
const overBefore = new Set(['value-reused', 'no-rotation']);

/** What else must be so of a state that was left, once its tree is laid down. */
export type Also = (root: string, rotation: Rotation, left: Run) => Promise<readonly string[]>;

/** Kills and fails it everywhere; after each, the same command must come to the same end. */
export async function cutShortEverywhere(one: Case, also: Also = async () => []): Promise<void> {
  const root = scratch();
  const rotation = await rotationOf(one, root);
  const clean = await runAt(root, rotation);
  expect(clean.told).toMatchObject({ code: 0 });
  const end = endOf(rotation, clean);
  const bad: string[] = [];
  const states = new Map<string, readonly string[]>();
  const judge = async (point: Point, run: Run) => {
    const name = JSON.stringify(
      point.disk === undefined
        ? point
        : { ...point.disk, call: run.calls[point.disk.at - 1]?.name },
    );
    if (!run.hit) bad.push(`${name}: did not hit`);
    if (isDenied(rotation, run)) bad.push(`${name}: not done, it says, and it is`);
    // A disk that is dead for good cannot take anything away either; the next run does.
    const mayLeave = run.told === undefined || point.disk?.how.endsWith('for-good') === true;
    bad.push(...faultsAtOnce(rotation, run, { mayLeave }).map((fault) => `${name}: ${fault}`));
    const state = JSON.stringify([...run.tree, run.systemd.did]);
    const known = states.get(state) ?? (await afterwards(root, rotation, run, end, also));
    states.set(state, known);
    bad.push(...known.map((fault) => `${name}: ${fault}`));
  };
  const kills = killsOf(clean);
  let unagreed = 0;
  for (const point of kills) {
    const run = await runAt(root, rotation, point);
    if (isUnagreed(rotation, run)) unagreed += 1;
    await judge(point, run);
  }
  // The directory's fsync, and the six calls that put the consent in its place.
  expect(unagreed).toBeLessThan(10);
  const faults = faultsOf(clean);
  for (const point of faults) await judge(point, await runAt(root, rotation, point));
  console.info(
    `${one.name}: ${kills.length} kills, ${faults.length} faults, ${states.size} different states, ${bad.length} bad, ${unagreed} with consent void`,
  );
  expect(bad.slice(0, 8)).toEqual([]);
}

async function afterwards(
  root: string,
  rotation: Rotation,
  left: Run,
  end: string,
  also: Also,
): Promise<readonly string[]> {
  const again = await runAgain(root, rotation, left);
  const rule = again.told?.error?.rule ?? '';
  const faults = [...faultsAtOnce(rotation, again), ...faultsOfJournal(again.tree)];
  if (again.told?.code !== 0 && !overBefore.has(rule))
    faults.push(`then ${again.told?.code} ${rule}`);
  if (endOf(rotation, again) !== end) faults.push('another end');
  return [...faults, ...(await also(root, rotation, left))];
}
