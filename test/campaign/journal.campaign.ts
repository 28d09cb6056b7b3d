import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { commandOf } from '../faults/program.ts';
import { addRehearsal } from '../faults/racing.ts';
import { copyOf, must, sandbox } from '../faults/sandbox.ts';
import { journalBytes, journalPath, lengthen } from './forging.ts';
import { cutEverywhere, flipEverywhere } from './journal-bytes.ts';
import { type Damage, damages, faultsOfDamage, runDamages } from './journal-runs.ts';
import { measured, noMeasure } from './measured.ts';
import { type Control, complaints, keepReport } from './report.ts';
import { say } from './said.ts';
import { aLedger, type Ledger } from './tally.ts';

const lengths = [1_000, 10_000, 100_000, 1_000_000];
/** Slower than this at a million entries is no longer fast, whatever it was at a thousand. */
const fast = 5;

/** A busy machine may need it. */
const hour = 60 * 60_000;

const what =
  'the last record torn at every byte, bits flipped in every byte, records dropped, doubled, cut off, forged and mixed with those of another host, and journals of up to a million entries';

/** A root of a dozen entries, on rehearsal: the next `use paper` has something to do. */
async function aDozen(): Promise<string> {
  const root = await sandbox(addRehearsal);
  for (const profile of ['paper', 'rehearsal', 'paper', 'rehearsal', 'paper', 'rehearsal']) {
    await must(['use', profile, '--root', root]);
  }
  return root;
}

/** Seconds and memory of the commands that may not wait for the past, by its length. */
async function growth(ledger: Ledger, base: string): Promise<void> {
  const root = copyOf(base);
  const run = async (name: string, entries: number, limit: number, words: readonly string[]) => {
    const fault = `${entries} entries`;
    ledger.of(name, fault).ordered();
    const { code, seconds, megabytes } = await measured(
      commandOf([...words, '--json', '--root', root]),
      { limit: 240 },
    );
    const outcome = `exit ${code}, ${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB`;
    const bad = [
      ...say(code !== 0, `exit ${code}`),
      ...say(megabytes > 200, `${Math.round(megabytes)} MB`),
      ...say(seconds > limit, `${seconds.toFixed(1)} s`),
    ];
    // Whoever verifies reads all of it: that takes its time, and is told here.
    const told = limit === fast ? seconds : 0;
    ledger.of(name, fault).happened({ outcome, seconds: told, bad, at: fault });
  };
  for (const entries of lengths) {
    lengthen(root, entries);
    const size = `${Math.round(statSync(join(root, journalPath)).size / 1e6)} MB`;
    console.log(`${entries} entries, ${size}`);
    await run('status', entries, fast, ['status']);
    await run('history', entries, fast, ['history']);
    await run('use paper', entries, fast, ['use', 'paper']);
    await run('use -', entries, fast, ['use', '-']);
    await run('use rehearsal', entries, fast, ['use', 'rehearsal']);
    await run('history --verify', entries, 200, ['history', '--verify']);
  }
  rmSync(root, { recursive: true });
}

const careless: readonly (readonly [name: string, fault: RegExp, edit: Edit])[] = [
  [
    'the chain is not checked',
    /dropped|mixed/,
    [
      'domain/journal-chain.ts',
      'entry.prev === head.hash && entry.seq === head.seq + 1',
      'head !== entry',
    ],
  ],
  [
    'the head is not compared',
    /a head at hand/,
    ['domain/journal-verdict.ts', 'if (expectedAt === undefined)', 'if (expectedAt === null)'],
  ],
  [
    'a record is not compared with its own hash',
    /flipped/,
    ['domain/journal-line.ts', "return damaged('altered')", 'void 0'],
  ],
];

async function controls(base: string, all: readonly Damage[]): Promise<readonly Control[]> {
  const red: Control[] = [];
  for (const [name, fault, edit] of careless) {
    const built = mutant(edit);
    const some = all.filter((one) => fault.test(one.fault)).slice(0, 12);
    let caught = 0;
    for (const one of some) {
      if ((await faultsOfDamage(base, one, built)).bad.length > 0) caught += 1;
    }
    red.push({ name, caught, of: some.length });
  }
  return red;
}

test('journal', { timeout: hour }, async () => {
  const began = performance.now();
  const none = { parts: [], controls: [], secrets: { searched: '', found: [] }, seconds: 0 };
  if (noMeasure !== undefined) {
    console.warn(noMeasure);
    keepReport({ suite: 'journal', what, ...none, skipped: noMeasure });
    return;
  }
  const ledger = aLedger();
  const [base, other] = [await aDozen(), await aDozen()];
  const journal = journalBytes(base);
  cutEverywhere(ledger, journal);
  flipEverywhere(ledger, journal);
  console.log(`in process: ${Math.round((performance.now() - began) / 1000)} s`);
  const all = [...damages(journal, journalBytes(other))];
  await runDamages(ledger, base, all);
  await growth(ledger, base);
  const report = {
    ...{ suite: 'journal', what, parts: ledger.parts(), controls: await controls(base, all) },
    ...{ secrets: leaks(), seconds: (performance.now() - began) / 1000 },
  };
  keepReport(report);
  expect(complaints(report)).toEqual([]);
});
