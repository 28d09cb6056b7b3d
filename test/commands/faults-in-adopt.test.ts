import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { must } from './a-root.ts';
import { killTwice, runShapeFaults, runUnharmed, type ShapeTally } from './adopt-faults.ts';
import { plainTree } from './adopting.ts';
import { layDown, treeOf } from './tree.ts';

const timeout = 120_000;
const profiles = ['paper', 'live'] as const;

async function adoptedTree(profile: string) {
  const root = scratch();
  layDown(await plainTree(profile), root);
  await must(root, 'adopt');
  return treeOf(root);
}

function told(title: string, { points, reads, outcomes, bad }: ShapeTally): void {
  const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  console.info(`${title}: ${points} points, ${reads} looks, ${bad.length} bad; ${counts}`);
}

describe.each(profiles)('whatever call of the disk fails, %s', (profile) => {
  test('adopt: the same bytes at each moment, and the truth is told', { timeout }, async () => {
    const start = await plainTree(profile);
    const tally = await runShapeFaults({ line: `adopt ${profile}`, profile, start });
    told(`adopt ${profile}`, tally);
    expect(tally.bad).toEqual([]);
    expect(tally.points).toBeGreaterThan(40);
  });

  test('adopt --undo: the same', { timeout }, async () => {
    const start = await adoptedTree(profile);
    const tally = await runShapeFaults({ line: 'adopt --undo', profile, start });
    told(`adopt --undo, ${profile}`, tally);
    expect(tally.bad).toEqual([]);
    expect(tally.points).toBeGreaterThan(40);
  });

  test.each(['adopt', 'adopt --undo'])(
    '%s killed, and what recovers it killed as well',
    { timeout },
    async (line) => {
      const start = line === 'adopt' ? await plainTree(profile) : await adoptedTree(profile);
      const tally = await killTwice({ line, profile, start });
      told(`${line} ${profile}, killed twice`, tally);
      expect(tally.bad).toEqual([]);
    },
  );
});

describe('the reader goes red', () => {
  const adopting = async (rename: (disk: Disk) => Disk['rename']) => {
    const mutant = (disk: Disk): Disk => ({ ...disk, rename: rename(disk) });
    return runUnharmed({
      ...{ line: 'adopt', profile: 'paper', mutant },
      start: await plainTree('paper'),
    });
  };

  test('for a program that takes the file away before the link is there', async () => {
    const bad = await adopting((disk) => (from, to) => {
      if (to.endsWith('/pine-trader.env')) disk.remove(to);
      disk.rename(from, to);
    });
    expect(bad).toEqual(['ENOENT after remove']);
  });

  test('for a program that copies anything but the bytes', async () => {
    const bad = await adopting((disk) => (from, to) => {
      // Only now: what it has just written it reads back.
      const file = to.replace(/pine-trader\.env$/, 'pine-trader.paper.env');
      if (file !== to) appendFileSync(file, '\n');
      disk.rename(from, to);
    });
    expect(bad).toContain('other bytes after rename');
  });

  test('and is quiet for the one there is', async () => {
    expect(await adopting((disk) => disk.rename)).toEqual([]);
  });
});
