import { scratch } from '../scratch.ts';
import { envOf, envText, plainPlan, rootAfter, write } from './a-root.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** A root on paper whose paper file has new credentials that are not enrolled yet. */
export async function enrolmentDue(): Promise<Tree> {
  const root = scratch();
  layDown(await rootAfter(plainPlan, 'use paper'), root);
  write(root, envOf('paper'), envText('paper', 2), 0o600);
  return treeOf(root);
}
