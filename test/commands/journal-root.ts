import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { must, plainPlan, rootAfter } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { see } from './disk-judge.ts';
import type { Line } from './journal-judge.ts';
import { layDown } from './tree.ts';

/** Where the journal lies, relative to the root. */
export const journal = 'Deployment/state/journal.jsonl';

/** A root after these commands, each run on a machine where somebody consents. */
export async function rootWith(...lines: readonly string[]): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  for (const line of lines) await must(root, line);
  return root;
}

/** Runs a command where somebody consents, unless the circumstances say otherwise. */
export const run = (root: string, line: string, given: Circumstances = {}): Promise<Told> =>
  tell(line, root, aHost({ terminal: consenting, ...given }));

/** The entries that `history` tells, newest first. */
export async function entries(root: string, line = 'history'): Promise<readonly Line[]> {
  return (await run(root, line)).entries as readonly Line[];
}

/** The env file behind the link. */
export function linked(root: string): string | undefined {
  return see(root, ['pine-trader.env'], 'trader-1').links.get('pine-trader.env');
}
