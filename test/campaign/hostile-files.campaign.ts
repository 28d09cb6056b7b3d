import { expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { program } from '../faults/program.ts';
import { noTerminals } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { fewAtOnce, spread } from './few-at-once.ts';
import { type Hostile, possible } from './hostile-objects.ts';
import { meet } from './hostile-runs.ts';
import { type Bases, makeBases, operations, places } from './hostile-stage.ts';
import type { Met } from './hostile-verdict.ts';
import { noMeasure } from './measured.ts';
import { type Control, complaints, keepReport } from './report.ts';
import { endOf } from './said.ts';
import { aLedger, type Ledger } from './tally.ts';
import { touched } from './touched.ts';

/** Only what holds these words, for a look at one thing: OPERATION/PLACE/HOSTILE. */
const only = (process.env.HOSTILE_ONLY ?? '//').split('/');
/** After so many minutes what is left is left out, and does not count as ordered. */
const minutes = Number(process.env.HOSTILE_MINUTES ?? 15);
/** Each hostile thing stands in each place under one in so many of the commands. */
const oneIn = Number(process.env.HOSTILE_ONE_IN ?? 1);

/** A busy machine may need it. */
const hour = 60 * 60_000;

const what =
  'FIFOs, devices, directories, links, second names, grants, flags, mounts, holes, large files, odd bytes and closed modes in place of every file that is read, under every command';

let hostiles: readonly Hostile[] = [];

/** Every hostile thing in every place where it can stand, under one in so many of the commands. */
function* everything(one = oneIn): Generator<Met> {
  const [inOperation = '', inPlace = '', inHostile = ''] = only;
  for (const [o, operation] of operations.entries()) {
    for (const [p, place] of places.entries()) {
      for (const [h, hostile] of hostiles.entries()) {
        const isMeant =
          operation.name.includes(inOperation) &&
          place.name.includes(inPlace) &&
          hostile.name.includes(inHostile);
        const fits = hostile.fits.includes(place.kind) && (o + p + h) % one === 0;
        if (isMeant && fits) yield { operation, place, hostile };
      }
    }
  }
}

/** Counts only where the command looks at that file at all, by what strace saw of a sound root. */
async function countEverything(bases: Bases, ledger: Ledger): Promise<void> {
  const looksAt = new Map<string, boolean>();
  await fewAtOnce(
    spread([...everything()]),
    async (met) => {
      const { operation, place, hostile } = met;
      const key = `${operation.name}\n${place.name}`;
      if (!looksAt.has(key)) looksAt.set(key, await touched(bases, operation, place));
      // What a command never looks at can do nothing to it.
      if (!looksAt.get(key)) return;
      ledger.of(operation.name, hostile.name).ordered();
      const { isThere, ran, bad } = await meet(bases, met, program);
      const at = place.name;
      if (!isThere && bad.length === 0) return;
      ledger.of(operation.name, hostile.name).happened({
        ...{ outcome: endOf(ran), seconds: ran.seconds, bad, at },
      });
    },
    { minutes },
  );
}

const mostOfControl = 8;

/** A careless program, and the runs that must tell it from a careful one. */
const careless: readonly (readonly [string, Edit, string, string, string])[] = [
  [
    'a file is opened without O_NONBLOCK',
    [
      'adapters/disk.ts',
      'flags.O_RDONLY | flags.O_NOFOLLOW | flags.O_NONBLOCK',
      'flags.O_RDONLY | flags.O_NOFOLLOW',
    ],
    ...(['status', '', 'a FIFO'] as const),
  ],
  [
    'a journal is read on and on',
    [
      'domain/journal-chain.ts',
      'bytes: 1024 * 1024, lines: 4096',
      'bytes: 2 ** 50, lines: 2 ** 50',
    ],
    ...(['history', 'journal', '100 MB'] as const),
  ],
  [
    'a link in place of a file is followed',
    [
      'adapters/disk.ts',
      'flags.O_RDONLY | flags.O_NOFOLLOW | flags.O_NONBLOCK',
      'flags.O_RDONLY | flags.O_NONBLOCK',
    ],
    ...(['', '', 'a link to the same outside'] as const),
  ],
  [
    'the journal bars the way to paper',
    [
      'steps/switch-to-safe.ts',
      "troubles.attempt('journal-failed', () => openJournal(host, root.path))",
      'openJournal(host, root.path)',
    ],
    ...(['use paper', 'journal', ''] as const),
  ],
];

async function controls(bases: Bases): Promise<readonly Control[]> {
  const all: Control[] = [];
  for (const [name, edit, operation, place, hostile] of careless) {
    const built = mutant(edit);
    const some = [...everything(1)].filter(
      (met) =>
        met.operation.name.includes(operation) &&
        met.place.name.includes(place) &&
        met.hostile.name.includes(hostile) &&
        !met.hostile.asOrdinary,
    );
    const told = { caught: 0, of: 0 };
    await fewAtOnce(spread(some).slice(0, mostOfControl), async (met) => {
      const { ran, bad } = await meet(bases, met, built, 6);
      told.of += 1;
      if (bad.length > 0 || ran.seconds > 5.5) told.caught += 1;
    });
    all.push({ name, ...told });
  }
  return all;
}

const needs = isRoot ? (noMeasure ?? noTerminals) : 'skipped: needs root, for devices and mounts';

test('hostile files', { timeout: hour }, async () => {
  const began = performance.now();
  const ledger = aLedger();
  const part = { suite: 'hostile-files', what };
  const none = { parts: [], controls: [], secrets: { searched: '', found: [] }, seconds: 0 };
  if (needs !== undefined) {
    console.warn(needs);
    keepReport({ ...part, ...none, skipped: needs });
    return;
  }
  hostiles = possible(scratch());
  const bases = await makeBases();
  await countEverything(bases, ledger);
  const red = await controls(bases);
  const report = {
    ...part,
    parts: ledger.parts(),
    controls: red,
    secrets: leaks(),
    seconds: (performance.now() - began) / 1000,
  };
  if (only.join('') === '') keepReport(report);
  console.log(JSON.stringify({ ...report, parts: report.parts.length }, null, 1));
  expect(complaints(report)).toEqual([]);
});
