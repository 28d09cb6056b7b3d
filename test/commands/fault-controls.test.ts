import { expect, test } from 'vitest';
import { isOurTemporary } from '../../src/domain/layout.ts';
import type { Disk } from '../../src/ports.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { type FaultCase, operationOf } from './fault-cases.ts';
import { type Operation, runPoints } from './fault-run.ts';

const toPaper: FaultCase = {
  title: 'use paper, by a mutant',
  line: 'use paper',
  plan: plainPlan,
  start: () => rootAfter(plainPlan, 'use live'),
};
const toLive: FaultCase = {
  title: 'use live, by a mutant',
  line: 'use live',
  plan: plainPlan,
  start: () => rootAfter(plainPlan, 'use paper'),
};
const copies = { ...plainPlan, activation: 'copy' as const };
const copyToLive: FaultCase = {
  ...toLive,
  plan: copies,
  start: () => rootAfter(copies, 'use paper'),
};

/** Runs a careless program under every fault; what the judge said of it, each complaint once. */
async function complaintsOf(
  one: FaultCase,
  carelessness: Pick<Operation, 'mutant' | 'nobodyRecovers'>,
): Promise<string> {
  const ways = ['killed', 'there-for-good', 'half'] as const;
  const { bad, points } = await runPoints({ ...(await operationOf(one)), ways, ...carelessness });
  console.info(`control, ${one.title}: ${bad.length} complaints at ${points} points`);
  return bad.join('\n');
}

const limit = { timeout: 120_000 };

test('the judge goes red for a link that is removed and made again', limit, async () => {
  const mutant = (disk: Disk): Disk => ({
    ...disk,
    rename: (from, to) => {
      if (disk.look(from)?.kind !== 'link') return disk.rename(from, to);
      const target = disk.readLink(from);
      if (disk.look(to) !== undefined) disk.remove(to);
      disk.symlink(target, to);
      return disk.remove(from);
    },
  });
  for (const one of [toPaper, toLive]) {
    expect(await complaintsOf(one, { mutant })).toContain('killed: pine-trader.env is neither old');
  }
});

test('the judge goes red for a copy that is written in place', limit, async () => {
  const mutant = (disk: Disk): Disk => ({
    ...disk,
    rename: (from, to) => {
      const file = disk.open(from);
      if (file === undefined || !to.endsWith('pine-trader.env')) return disk.rename(from, to);
      const bytes = file.read(65_536);
      file.close();
      disk.remove(to);
      disk.writeNew(to, bytes, { mode: 0o600 });
      return disk.remove(from);
    },
  });
  const complaints = await complaintsOf(copyToLive, { mutant });
  expect(complaints).toContain('neither old nor new: nothing');
  expect(complaints).toContain('neither old nor new: strange');
});

test('the judge goes red for a journal that is written only afterwards', limit, async () => {
  const mutant = (disk: Disk): Disk => {
    let kept = Buffer.alloc(0);
    return {
      ...disk,
      append: (path, bytes, birth) => {
        kept = Buffer.concat([kept, bytes]);
        if (kept.includes('"kind":"intent"') && !/"kind":"(?:un)?done"/.test(`${kept}`)) return;
        const all = new Uint8Array(kept);
        kept = Buffer.alloc(0);
        disk.append(path, all, birth);
      },
    };
  };
  const complaints = await complaintsOf(toLive, { mutant });
  expect(complaints).toContain('with nobody there: pine-trader.env is live without a completed');
});

test('the judge goes red for leftovers that nobody sweeps', limit, async () => {
  const mutant = (disk: Disk): Disk => ({
    ...disk,
    list: (path) => disk.list(path).filter((name) => !isOurTemporary(name)),
  });
  expect(await complaintsOf(toPaper, { mutant })).toContain('then use paper: left behind');
});

test('the judge goes red when a killed change is never settled', limit, async () => {
  const complaints = await complaintsOf(toLive, { nobodyRecovers: true });
  expect(complaints).toContain('live without a completed switch');
  expect(complaints).toContain('an intent is still open');
  expect(complaints).toContain('left behind');
});
