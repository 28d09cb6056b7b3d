import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, type Told, tell } from './a-host.ts';
import { linkAt, madeUp, plainPlan, rootAfter } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { type DyingRun, type Point, runDying } from './dying-run.ts';
import { fits, type How, tried } from './fault-plan.ts';
import { worker } from './rotating.ts';
import { type Tree, treeOf } from './tree.ts';

const live = madeUp('traderspost', 'live orders 1');
const paper = madeUp('traderspost', 'paper orders 1');

type Run = DyingRun;

function run(start: Tree, from: string, line: string, root: string, point?: Point): Promise<Run> {
  const mortal = { line, start, runs: from === 'running', terminal: consenting };
  return runDying(root, mortal, point);
}

/** Kills and faults at the calls of the disk that are tried, and a kill before every command. */
function pointsOf({ calls, commands }: Run, hows: readonly How[]): readonly Point[] {
  const disk = hows.flatMap((how) =>
    calls.flatMap((call, index): readonly Point[] =>
      fits(how, call) && tried(call, index) ? [{ disk: { at: index + 1, how, errno: 'EIO' } }] : [],
    ),
  );
  const manager = Array.from({ length: commands }, (_, index) => ({ manager: index + 1 }));
  return [...disk, ...manager];
}

/** What must hold after any kill, and after the next command. */
async function judge(root: string, { systemd, told }: Run): Promise<string | undefined> {
  const runs = systemd.webhookOf(worker);
  const agreed = existsSync(join(root, 'Deployment/state/consent'));
  const linked = treeOf(root).get(linkAt());
  const isLive = linked?.kind === 'link' && linked.target.includes('live');
  if (runs === live && !(isLive && agreed)) return 'runs live without consent';
  const untrue = told && untruth(told, runs, isLive);
  if (untrue !== undefined) return untrue;
  const { unitControl, processes } = systemd;
  const after = await tell('use paper', root, aHost({ unitControl, processes }));
  const mustSay = systemd.webhookOf(worker) === live ? 1 : 0;
  if (after.code !== mustSay) return `use paper says ${after.code} instead of ${mustSay}`;
  return undefined;
}

test('the judge of these kills finds a live worker that nobody agreed to', async () => {
  const root = scratch();
  const start = await rootAfter(plainPlan, 'use paper');
  const done = await run(start, 'running', 'use live --restart', root);
  rmSync(join(root, 'Deployment/state/consent'));
  expect(await judge(root, done)).toBe('runs live without consent');
});

/** A change to live says done only when it runs, and not done or undone only when it does not. */
function untruth(told: Told, runs: string | undefined, isLive: boolean): string | undefined {
  if (told.profile === 'paper') return undefined;
  if (told.code === 0 && !(isLive && runs === live)) return 'says done, and live does not run';
  const isDenied = told.outcome === 'undone' || told.outcome === 'not-done';
  return isDenied && (isLive || runs === live)
    ? `says ${told.outcome}, and live stands`
    : undefined;
}

const cases = [
  ['use live --restart', 'running', ['use paper']],
  ['use live --restart', 'stopped', ['use paper']],
  ['use live --restart', 'stopped', []],
  ['use paper --restart', 'running', ['use paper', 'use live']],
] as const;

test.each(cases)(
  '%s with the worker %s, after %j: killed or failing anywhere, nothing runs live that nobody agreed to',
  { timeout: 300_000 },
  async (line, from, before) => {
    const root = scratch();
    const start = await rootAfter(plainPlan, ...before);
    const rehearsal = await run(start, from, line, root);
    const bad: string[] = [];
    const points = pointsOf(rehearsal, ['killed', 'once', 'for-good']);
    for (const point of points) {
      const killedRun = await run(start, from, line, root, point);
      if (!killedRun.hit) bad.push(`${JSON.stringify(point)}: not hit`);
      const isStart = before.length === 2 && killedRun.systemd.webhookOf(worker) === live;
      const verdict = isStart ? undefined : await judge(root, killedRun);
      if (verdict !== undefined) bad.push(`${JSON.stringify(point)}: ${verdict}`);
      await repaired(root, killedRun, bad, point);
    }
    console.info(`${line}, ${from}: ${points.length} kills and faults, ${bad.length} bad`);
    expect(points.length).toBeGreaterThan(100);
    expect(bad.slice(0, 5)).toEqual([]);
  },
);

/** `use paper --restart` ends with the worker on paper, whatever came before. */
async function repaired(
  root: string,
  { systemd }: Run,
  bad: string[],
  point: Point,
): Promise<void> {
  const { unitControl, processes } = systemd;
  const told = await tell('use paper --restart', root, aHost({ unitControl, processes }));
  if (told.code !== 0 || systemd.webhookOf(worker) !== paper) {
    bad.push(`${JSON.stringify(point)}: not repaired (${told.code})`);
  }
}
