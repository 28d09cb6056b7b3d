import { lstatSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { envOf, linkAt, plainPlan, type RootPlan, rootAfter, write } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** A root whose keys are enrolled, and where plain files with the keys of a profile stand in the links' places. */
export async function plainTree(profile: string, plan: RootPlan = plainPlan): Promise<Tree> {
  const root = scratch();
  layDown(await rootAfter(plan), root);
  for (const link of plan.links) {
    const text = readFileSync(join(root, envOf(profile, link)), 'utf8');
    write(root, linkAt(link), `# edited with sed until now\n${text}`, 0o600);
    rmSync(join(root, envOf(profile, link)));
  }
  return treeOf(root);
}

/** A stage for adoptions. */
export interface AdoptStage {
  readonly root: string;
  run(line: string, given?: Circumstances): Promise<Told>;
  /** `code rule`, or `code outcome`. */
  answer(line: string, given?: Circumstances): Promise<string>;
  at(path: string): string;
  /** The target where a link stands, else what it is. */
  stands(link?: string): string;
}

/** Lays such a root down. */
export async function anAdoptStage(
  profile = 'paper',
  plan: RootPlan = plainPlan,
): Promise<AdoptStage> {
  const root = scratch();
  layDown(await plainTree(profile, plan), root);
  const run = (line: string, given: Circumstances = {}) =>
    tell(line, root, aHost({ terminal: consenting, ...given }));
  return {
    root,
    run,
    answer: async (line, given) => {
      const told = await run(line, given);
      return `${told.code} ${told.error?.rule ?? told.outcome}`;
    },
    at: (path) => readFileSync(join(root, path), 'utf8'),
    stands: (link) => standsAt(join(root, linkAt(link))),
  };
}

/** What stands at a path: a link's target, `plain`, `nothing`, `strange`. */
export function standsAt(path: string): string {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return 'nothing';
  if (facts.isSymbolicLink()) return readlinkSync(path);
  return facts.isFile() ? 'plain' : 'strange';
}
