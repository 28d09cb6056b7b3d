import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, type Told, tell } from './a-host.ts';
import { consenting } from './a-terminal.ts';
import { enrolmentDue } from './enrolment-due.ts';
import { underFaults } from './fault-plan.ts';
import { seeJournal } from './journal-judge.ts';
import { attestationDue, attestPaper, retirementDue, retirePaper } from './registry-roots.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

const registry = 'profiles/keys.yaml';

/** Runs a line that is killed at this call; without one it only tells which calls put the registry in place. */
async function run(start: Tree, root: string, line: string, at?: number) {
  layDown(start, root);
  const fault = at === undefined ? undefined : ({ at, how: 'killed', errno: 'EIO' } as const);
  const { disk, calls } = underFaults(realDisk, fault);
  await tell(line, root, aHost({ disk, terminal: consenting, seed: 'cut short' }));
  return calls.findIndex(({ name, path }) => name === 'rename' && path.endsWith('keys.yaml')) + 1;
}

async function again(root: string, line: string): Promise<Told> {
  return tell(line, root, aHost({ terminal: consenting, seed: 'again' }));
}

function bytesOf(tree: Tree, path: string): string {
  const thing = tree.get(path);
  return thing?.kind === 'file' ? thing.bytes : '';
}

const openIn = (tree: Tree) => seeJournal(bytesOf(tree, 'Deployment/state/journal.jsonl')).open;

describe.each([
  ['keys --enroll paper', enrolmentDue],
  [attestPaper, attestationDue],
  [retirePaper, retirementDue],
] as const)('%s, killed around the one rename', (line, due) => {
  test.each([
    ['before it', 0],
    ['after it', 1],
  ])('%s: the same command once more does it, and leaves nothing open', async (_, later) => {
    const root = scratch();
    const start = await due();
    const rename = await run(start, root, line);
    const done = bytesOf(treeOf(root), registry);
    await run(start, root, line, rename + later);
    expect(openIn(treeOf(root))).toHaveLength(1);
    expect(await again(root, line)).toMatchObject({ code: 0 });
    expect(openIn(treeOf(root))).toEqual([]);
    expect(bytesOf(treeOf(root), registry)).toBe(done);
  });
});
