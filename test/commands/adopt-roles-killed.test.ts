import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { envOf, linkAt, plainPlan } from './a-root.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { plainTree, standsAt } from './adopting.ts';
import { isChange, underFaults } from './fault-plan.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

const plan = { ...plainPlan, links: ['pine-trader', 'datahub'] };

/** Runs a line that is killed at this call; without one it only counts. */
async function run(root: string, line: string, at?: number) {
  const fault = at === undefined ? undefined : ({ at, how: 'killed', errno: 'EIO' } as const);
  const { disk, calls } = underFaults(realDisk, fault);
  await tell(line, root, aHost({ disk, terminal: consenting, seed: 'roles' }));
  return calls;
}

/** The tree after each change at which a kill may fall. */
async function killedTrees(start: Tree, line: string): Promise<readonly Tree[]> {
  const root = scratch();
  layDown(start, root);
  const calls = await run(root, line);
  const trees = new Map<string, Tree>();
  for (const [index, { name }] of calls.entries()) {
    if (!isChange(name)) continue;
    layDown(start, root);
    await run(root, line, index + 1);
    const tree = treeOf(root);
    trees.set(JSON.stringify([...tree]), tree);
  }
  return [...trees.values()];
}

async function adopted(profile: string): Promise<Tree> {
  const root = scratch();
  layDown(await plainTree(profile, plan), root);
  await run(root, 'adopt');
  return treeOf(root);
}

describe.each([
  ['adopt', 'paper'],
  ['adopt', 'live'],
  ['adopt --undo', 'paper'],
  ['adopt --undo', 'live'],
] as const)('%s of two roles as %s, killed at each change', (line, profile) => {
  test('both have their bytes, and the next change leaves both in one shape', async () => {
    const start = line === 'adopt' ? await plainTree(profile, plan) : await adopted(profile);
    const root = scratch();
    layDown(start, root);
    const read = () => plan.links.map((link) => readFileSync(join(root, linkAt(link)), 'latin1'));
    const stands = () => plan.links.map((link) => standsAt(join(root, linkAt(link))));
    const links = plan.links.map((link) => `${link}.${profile}.env`);
    const made = () => plan.links.map((link) => existsSync(join(root, envOf(profile, link))));
    const bytes = read();
    const trees = await killedTrees(start, line);
    let between = 0;
    for (const tree of trees) {
      layDown(tree, root);
      expect(read()).toEqual(bytes);
      between += Number(new Set(stands().map((one) => one === 'plain')).size === 2);
      await tell(`adopt ${profile}`, root, aHost({ terminal: noTerminal, seed: 'nobody' }));
      expect(read()).toEqual(bytes);
      const [first] = stands();
      if (first === 'plain') {
        expect([stands(), made()]).toEqual([
          ['plain', 'plain'],
          [false, false],
        ]);
        expect(existsSync(join(root, 'Deployment/state/consent'))).toBe(false);
      } else expect(stands()).toEqual(links);
      layDown(tree, root);
      await run(root, `adopt ${profile}`);
      expect([stands(), read()]).toEqual([links, bytes]);
    }
    expect(between).toBeGreaterThan(0);
  });
});
