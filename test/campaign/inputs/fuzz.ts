/* A program of its own, so that a hang ends it and nothing else: AREA SECONDS SEED BASES DIRECTORY. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { layDown, type Thing, type Tree } from '../../commands/tree.ts';
import { piecesOf } from '../secret-pieces.ts';
import { type Base, bases, type Case, type Shown, textsOf } from './a-case.ts';
import { type AreaName, areasOver } from './areas.ts';
import { hasHit, layUnits, runHere } from './in-process.ts';
import { faultsOf, lookAround } from './judge-run.ts';

/** What the suite hands over: the roots, and the secrets that stand in them. */
export interface Prepared {
  readonly trees: Readonly<Record<Base, readonly (readonly [string, Thing])[]>>;
  readonly secrets: readonly string[];
}

/** What came of one slice of time. */
export interface Slice {
  readonly ordered: number;
  readonly hit: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly bad: readonly Found[];
  readonly slowest: number;
  readonly megabytes: number;
  /** Cases that took more than two seconds, cut short. */
  readonly slow: readonly string[];
}

/** A fault, and the smallest case that shows it. */
export interface Found {
  readonly fault: string;
  readonly seed: number;
  readonly one: Case;
}

const [area = '', seconds = '10', seed = '1', preparedPath = '', directory = ''] =
  process.argv.slice(2);
const prepared = JSON.parse(readFileSync(preparedPath, 'utf8')) as Prepared;
const trees = new Map(bases.map((base): [Base, Tree] => [base, new Map(prepared.trees[base])]));
const secrets = piecesOf(prepared.secrets, 12);
const current = join(directory, 'current.json');
const texts = textsOf(prepared.trees.paper);
const counts = { ordered: 0, hit: 0, slowest: 0, outcomes: {} as Record<string, number> };
writeFileSync(current, '');
const slowOnes: string[] = [];
const known = new Map<string, Found>();

/** What a fault is called: without numbers and paths, so that it is known again. */
const kindOf = (fault: string) =>
  fault.replaceAll(directory, '').replace(/\d+/g, 'N').slice(0, 160);

async function tryOne(one: Case): Promise<readonly string[]> {
  const tree = new Map(trees.get(one.base));
  for (const [path, bytes] of Object.entries(one.files ?? {})) {
    const mode = path.startsWith('Deployment/') ? 0o600 : 0o644;
    tree.set(path, { kind: 'file', mode, bytes });
  }
  layDown(tree, join(directory, 'root'));
  layDown(new Map(), join(directory, 'cwd'));
  if (one.units !== undefined) layUnits(one.units, directory);
  const before = lookAround(directory);
  const shown = await runHere(one, { directory });
  count(one, shown);
  const after = lookAround(directory);
  return faultsOf(one, shown, [before, after], secrets);
}

function count(one: Case, shown: Shown): void {
  counts.ordered += 1;
  counts.hit += hasHit(one, shown) ? 1 : 0;
  counts.slowest = Math.max(counts.slowest, shown.seconds);
  const slow = shown.seconds > 2 ? ', over 2 s' : '';
  const outcome = `${shown.becomes ? 'handed over' : `exit ${shown.code}`}${slow}`;
  counts.outcomes[outcome] = (counts.outcomes[outcome] ?? 0) + 1;
  if (slow !== '')
    slowOnes.push(`${shown.seconds.toFixed(1)} s: ${JSON.stringify(one).slice(0, 1500)}`);
}

const end = Date.now() + Number(seconds) * 1000;
const arbitrary = areasOver(texts)[area as AreaName];
for (let round = 0; Date.now() < end && known.size < 20; round += 1) {
  const ownSeed = Number(seed) + round;
  const property = fc.asyncProperty(arbitrary, async (one) => {
    // What ran when nobody came back.
    writeFileSync(current, JSON.stringify(one));
    const [fault] = (await tryOne(one)).filter((each) => !known.has(kindOf(each)));
    if (fault !== undefined) throw new Error(fault);
  });
  const details = await fc.check(property, {
    seed: ownSeed,
    numRuns: 1_000_000,
    interruptAfterTimeLimit: Math.max(1, end - Date.now()),
    includeErrorInReport: false,
  } as fc.Parameters<[Case]>);
  if (!details.failed || details.counterexample === null) continue;
  const fault = (details.errorInstance as Error | undefined)?.message ?? 'unknown';
  known.set(kindOf(fault), { fault, seed: ownSeed, one: details.counterexample[0] });
}
const bad = [...known.values()];
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const slice: Slice = { ...counts, bad, megabytes, slow: slowOnes.slice(0, 5) };
writeFileSync(join(directory, 'slice.json'), JSON.stringify(slice));
