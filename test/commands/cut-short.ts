import { scratch } from '../scratch.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { consenting } from './a-terminal.ts';
import { underFaults } from './fault-plan.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** A tree on which a command was killed right after the `renames`-th link or copy had moved. */
export async function cutShort(start: Tree, line: string, renames = 1): Promise<Tree> {
  const root = scratch();
  const run = async (at?: number) => {
    layDown(start, root);
    const fault = at === undefined ? undefined : ({ at, how: 'killed', errno: 'EIO' } as const);
    const planned = underFaults(realDisk, fault);
    await tell(line, root, aHost({ disk: planned.disk, terminal: consenting, seed: 'cut short' }));
    if (at !== undefined && !planned.hit()) throw new Error('the kill did not hit');
    return planned.calls;
  };
  const calls = await run();
  const moves = calls.flatMap(({ name, path }, index) =>
    name === 'rename' && path.includes('Deployment/env/') ? [index + 1] : [],
  );
  const last = moves[renames - 1];
  if (last === undefined) throw new Error(`${line} makes only ${moves.length} moves`);
  await run(last + 1);
  return treeOf(root);
}
