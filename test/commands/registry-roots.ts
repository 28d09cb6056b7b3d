import { scratch } from '../scratch.ts';
import { must, plainPlan, rootAfter } from './a-root.ts';
import { enrolmentDue } from './enrolment-due.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** What somebody says of the paper webhook. */
export const attestPaper =
  'keys --attest TRADERSPOST_WEBHOOK_URL --profile paper --accounts SIM-1 --for 30d';

/** The old paper webhook is revoked at its provider. */
export const retirePaper = 'keys --retire TRADERSPOST_WEBHOOK_URL --profile paper';

/** A root on paper whose keys are enrolled. */
export const attestationDue = () => rootAfter(plainPlan, 'use paper');

/** A root on paper whose paper keys have a previous generation. */
export async function retirementDue(): Promise<Tree> {
  return after(await enrolmentDue(), 'keys --enroll paper');
}

async function after(tree: Tree, line: string): Promise<Tree> {
  const root = scratch();
  layDown(tree, root);
  await must(root, line);
  return treeOf(root);
}
