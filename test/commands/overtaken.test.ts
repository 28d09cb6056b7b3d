import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Disk } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { linkAt, plainPlan, rootAfter } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { see } from './disk-judge.ts';
import { underFaults } from './fault-plan.ts';
import { layDown, without } from './tree.ts';

/** What `use paper` does to the disk when it overtakes: relinks, withdraws consent, journals nothing. */
function overtake(root: string): void {
  const beside = join(root, 'Deployment/env/beside');
  symlinkSync('pine-trader.paper.env', beside);
  renameSync(beside, join(root, linkAt()));
  rmSync(join(root, 'Deployment/state/consent'), { force: true });
}

/** The disk, with something that happens right before call `at`. */
function before(at: number, happens: () => void): Disk {
  let calls = 0;
  const counting = <T extends object>(inner: T): T =>
    new Proxy(inner, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || name === 'close') return value;
        return (...given: unknown[]) => {
          calls += 1;
          if (calls === at) happens();
          const answer: unknown = value.apply(target, given);
          return name === 'open' && answer ? counting(answer) : answer;
        };
      },
    });
  return counting(realDisk);
}

test('when a change to safe overtakes one to live, live yields and is never said to stand', async () => {
  const root = scratch();
  const start = without(await rootAfter(plainPlan), 'Deployment/state');
  const live = async (disk: Disk) => {
    layDown(start, root);
    return tell('use live', root, aHost({ disk, terminal: consenting, seed: 'overtaken' }));
  };
  const rehearsal = underFaults(realDisk);
  await live(rehearsal.disk);
  const intentAt = rehearsal.calls.findIndex(({ name }) => name === 'append') + 1;
  const outcomes = new Map<string, number>();
  // After the very last call there is nothing left that could notice.
  for (let at = intentAt; at < rehearsal.calls.length; at++) {
    let hit = false;
    const told = await live(
      before(at, () => {
        hit = true;
        overtake(root);
      }),
    );
    const { links, consent, journal } = see(root, ['pine-trader.env'], 'trader-1');
    const what = `${told.outcome} (exit ${told.code})`;
    outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
    const { path, name } = rehearsal.calls[at - 1] ?? { path: '', name: '' };
    const where = `call ${at}: ${name} ${path}: ${what}`;
    expect({ hit, consent, broken: journal.broken }, where).toEqual({
      hit: true,
      consent: 'none',
      broken: [],
    });
    expect(['undone', 'unknown'], where).toContain(told.outcome);
    expect(links.get('pine-trader.env'), where).not.toContain('live');
    if (told.outcome === 'undone') expect(journal.open, where).toEqual([]);
  }
  console.info(
    `overtaken at ${rehearsal.calls.length - intentAt} calls:`,
    [...outcomes].join('; '),
  );
  expect(outcomes.size).toBeGreaterThan(1);
});
