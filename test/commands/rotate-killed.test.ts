import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { type Call, fits, tried } from './fault-plan.ts';
import {
  endOf,
  faultsAtOnce,
  faultsOfJournal,
  isUnagreed,
  type Point,
  type Rotation,
  type Run,
  runAgain,
  runAt,
} from './rotate-run.ts';
import { feedKey, hookKey, newFeed, newHook, oldValue } from './rotating.ts';
import { layDown, treeOf } from './tree.ts';

/** A kill at the calls of the disk that are tried, and before every command to the service manager. */
function killsOf({ calls, commands }: Run): readonly Point[] {
  const kills = calls.flatMap((call, index): readonly Point[] =>
    tried(call, index) ? [{ disk: { at: index + 1, how: 'killed', errno: 'EIO' } }] : [],
  );
  const stops = Array.from({ length: commands }, (_, index): Point => ({ manager: index + 1 }));
  return [...kills, ...stops];
}

/** The calls of the disk that are tried fail, each in three ways. */
function faultsOf({ calls }: Run): readonly Point[] {
  const every = calls.flatMap((call: Call, index) => (tried(call, index) ? [index] : []));
  return every.flatMap((index) =>
    (['once', 'for-good', 'though-done'] as const).flatMap((how): readonly Point[] =>
      fits(how, calls[index] as Call) ? [{ disk: { at: index + 1, how, errno: 'EIO' } }] : [],
    ),
  );
}

interface Case {
  readonly name: string;
  readonly before: readonly string[];
  readonly line: string;
  readonly profile: 'paper' | 'live';
  readonly key: string;
  readonly value: string;
  readonly back?: boolean;
  readonly prepare?: string;
}

const cases: readonly Case[] = [
  {
    name: 'a paper data key',
    before: ['use paper'],
    ...{
      line: `rotate ${feedKey} --profile paper`,
      profile: 'paper',
      key: feedKey,
      value: newFeed,
    },
  },
  {
    name: 'the live order webhook',
    before: ['use paper', 'use live'],
    ...{ line: `rotate ${hookKey} --profile live`, profile: 'live', key: hookKey, value: newHook },
  },
  {
    name: 'a live data key that is given up',
    before: ['use paper', 'use live'],
    prepare: newFeed,
    back: true,
    ...{
      line: `rotate ${feedKey} --profile live --abort`,
      profile: 'live',
      key: feedKey,
      value: oldValue(feedKey, 'live'),
    },
  },
  {
    name: 'the last word on a paper data key',
    before: ['use paper'],
    prepare: newFeed,
    ...{
      line: `rotate ${feedKey} --profile paper --revoked`,
      profile: 'paper',
      key: feedKey,
      value: '',
    },
  },
];

async function rotationOf(one: Case, root: string): Promise<Rotation> {
  const provider = one.key === feedKey ? 'databento' : 'traderspost';
  const old = oldValue(one.key, one.profile);
  const fresh = one.key === feedKey ? newFeed : newHook;
  const start = await rootAfter(plainPlan, ...one.before);
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

test.each(cases)(
  '$name: killed anywhere, the same command comes to the same end',
  { timeout: 300_000 },
  async (one) => {
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
      // A disk that is dead for good cannot take anything away either; the next run does.
      const mayLeave = run.told === undefined || point.disk?.how === 'for-good';
      bad.push(...faultsAtOnce(rotation, run, { mayLeave }).map((fault) => `${name}: ${fault}`));
      const state = JSON.stringify([...run.tree, run.systemd.did]);
      const known = states.get(state) ?? (await afterwards(root, rotation, run, end));
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
  },
);

async function afterwards(
  root: string,
  rotation: Rotation,
  left: Run,
  end: string,
): Promise<readonly string[]> {
  const again = await runAgain(root, rotation, left);
  const rule = again.told?.error?.rule ?? '';
  const faults = [...faultsAtOnce(rotation, again), ...faultsOfJournal(again.tree)];
  if (again.told?.code !== 0 && !overBefore.has(rule))
    faults.push(`then ${again.told?.code} ${rule}`);
  if (endOf(rotation, again) !== end) faults.push('another end');
  return faults;
}

test('the judge of these kills finds a value beside the env file, and one that nobody registered', async () => {
  const root = scratch();
  const [first] = cases;
  if (first === undefined) return;
  const rotation = await rotationOf(first, root);
  const clean = await runAt(root, rotation);
  const registry = clean.tree.get('profiles/keys.yaml');
  if (registry?.kind !== 'file') return;
  const stray = { kind: 'file', mode: 0o600, bytes: newFeed } as const;
  const emptied = { ...registry, bytes: registry.bytes.replaceAll(/hmac-sha256:\w+/g, 'x') };
  const tree = new Map([
    ...clean.tree,
    ['Deployment/env/x.bak', stray],
    ['profiles/keys.yaml', emptied],
  ]);
  layDown(tree, root);
  expect(faultsAtOnce(rotation, { ...clean, tree })).toEqual([
    'what stands in the env file is not registered',
    'a value in Deployment/env/x.bak',
  ]);
});
