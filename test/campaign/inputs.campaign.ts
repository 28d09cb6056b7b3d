import { expect, test } from 'vitest';
import { textsOf } from './inputs/a-case.ts';
import { type AreaName, areaNames } from './inputs/areas.ts';
import { runCareless } from './inputs/careless.ts';
import { corpus } from './inputs/corpus.ts';
import { type Fuzzed, fuzzFor } from './inputs/fuzzing.ts';
import { prepareRoots } from './inputs/prepare.ts';
import { batches, noReal, runReally } from './inputs/real-runs.ts';
import { complaints, keepReport, type Part, type SuiteReport } from './report.ts';

/** Of all areas together; `PINE_FUZZ_SECONDS` asks for another amount. */
const seconds = Number(process.env.PINE_FUZZ_SECONDS ?? 600);
/** Cases of each area with the built program. */
const each = Math.ceil(seconds / 14);
const seed = Number(process.env.PINE_FUZZ_SEED ?? Date.now() % 1_000_000_000);

const names = (process.env.PINE_FUZZ_AREAS?.split(',') ?? areaNames) as readonly AreaName[];
/** What a service manager says, only a test can make up. */
const real = names.filter((name) => name !== 'units');

test(`no input breaks it ${noReal ?? ''}`, async () => {
  const begun = Date.now();
  console.info(`inputs: PINE_FUZZ_SEED=${seed}`);
  const prepared = await prepareRoots();
  const known = corpus(textsOf(prepared.trees.paper));
  const parts: Part[] = [];
  const found: unknown[] = [];
  for (const name of names) {
    const fuzzed = await fuzzFor(prepared, name, seconds / names.length, seed);
    found.push(...fuzzed.bad, ...fuzzed.slow, ...fuzzed.hangs);
    parts.push(partOf(name, fuzzed));
    console.info(JSON.stringify(parts.at(-1)).slice(0, 2000));
  }
  if (noReal === undefined) {
    for (const [operation, all] of [
      ['generated inputs', batches(prepared, real, each, seed)],
      ['the corpus', known.map(([name, one]) => ({ name, cases: [one] }))],
    ] as const) {
      const ran = await runReally(prepared, all);
      found.push(...ran.bad, ...ran.hangs);
      parts.push({
        operation,
        fault: `the built program, ${ran.megabytes} MB at most`,
        ...{ ordered: ran.ordered, hit: ran.ordered, outcomes: ran.outcomes },
        bad: ran.bad.map(({ fault, one }) => `${fault}: ${JSON.stringify(one).slice(0, 400)}`),
        ...{ hangs: ran.hangs.length, slowestSeconds: rounded(ran.slowest) },
      });
      console.info(JSON.stringify(parts.at(-1)).slice(0, 2000));
    }
  }
  const controls = noReal === undefined ? await runCareless(prepared, known) : [];
  const report: SuiteReport = {
    suite: 'inputs',
    what: `Generated command lines, files, answers and variables (seed ${seed}): no crash, no hang, no way out of the root, nothing that a terminal obeys.`,
    parts,
    controls,
    secrets: {
      searched: `all output, terminals and files of ${parts.reduce((sum, { ordered }) => sum + ordered, 0)} runs`,
      found: parts.flatMap(({ bad }) => bad.filter((fault) => fault.includes('a secret ('))),
    },
    seconds: (Date.now() - begun) / 1000,
  };
  for (const one of found) console.info(JSON.stringify(one).slice(0, 3000));
  keepReport(report);
  expect(complaints(report)).toEqual([]);
});

const rounded = (number: number) => Math.round(number * 10) / 10;

function partOf(name: AreaName, fuzzed: Fuzzed): Part {
  return {
    operation: 'every verb, in process',
    fault: `generated: ${name}`,
    ordered: fuzzed.ordered,
    hit: fuzzed.hit,
    outcomes: fuzzed.outcomes,
    bad: fuzzed.bad.map(({ fault, one }) => `${fault}: ${JSON.stringify(one).slice(0, 400)}`),
    hangs: fuzzed.hangs.length,
    slowestSeconds: rounded(fuzzed.slowest),
  };
}
