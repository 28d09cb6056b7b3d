import { expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { copyOf } from '../faults/sandbox.ts';
import { noTerminals } from '../faults/terminal.ts';
import { type Operation, operations } from './disk/operations.ts';
import { snapshots } from './disk/run-operation.ts';
import { bothOf } from './disk/secrets.ts';

import { type Legal, legalFrom } from './disk/verdict.ts';
import { fewAtOnce, patient } from './few-at-once.ts';
import { askedIn, askings } from './output/asking.ts';
import { changedIn, hungUpAt } from './output/changing.ts';
import { ways } from './output/ways.ts';
import { type Control, complaints, keepReport, type Part } from './report.ts';
import { partInLines, tallyOf } from './tally.ts';
import { noTracer, type OwnCall } from './tracing/own-calls.ts';

const what =
  'nobody can be told: a closed pipe, a full disk, closed descriptors, SIGPIPE, a terminal that is gone, stopped, or goes away in the middle; at every verb';
const why = noTracer ?? noTerminals;

/** A terminal goes away at so many calls of each operation, spread over all of them. */
const hangUps = 6;

interface Subject {
  readonly operation: Operation;
  readonly calls: readonly OwnCall[];
  readonly legal: Legal;
}

async function subjects(): Promise<readonly Subject[]> {
  const found: Subject[] = [];
  for (const operation of await operations()) {
    const { calls, states } = await snapshots(operation);
    const legal = legalFrom([operation.base, ...states.map(({ root }) => root)]);
    found.push({ operation, calls, legal });
  }
  return found;
}

async function fill(parts: Part[], all: readonly Subject[], kept: () => void): Promise<void> {
  const paper = all.find(({ operation }) => operation.name === 'use live')?.operation.base ?? '';
  const root = copyOf(paper);
  for (const way of ways) {
    const asked = tallyOf('asking', way.name);
    await fewAtOnce(askings, async (words) => asked.add(await askedIn(way, root, words)), patient);
    const changed = tallyOf('changing', way.name);
    await fewAtOnce(
      all,
      async ({ operation, legal }) => changed.add(await changedIn(way, operation, legal)),
      patient,
    );
    parts.push(asked.part(), changed.part());
    kept();
    console.log(parts.slice(-2).map(partInLines).join('\n'));
  }
  for (const { operation, calls, legal } of all) {
    const tally = tallyOf(operation.name, 'its terminal goes away');
    const changing = calls.filter(({ changes }) => changes);
    const every = Math.max(1, changing.length / hangUps);
    const chosen = changing.filter(
      (_, at) => Math.floor(at / every) !== Math.floor((at - 1) / every),
    );
    await fewAtOnce(
      chosen,
      async (call) => tally.add(await hungUpAt(call, operation, legal)),
      patient,
    );
    parts.push(tally.part());
    kept();
    console.log(partInLines(tally.part()));
  }
}

const careless: readonly (readonly [name: string, way: string, edit: Edit])[] = [
  [
    'nobody looks whether stdout took the answer',
    'stdout full',
    ['main.ts', '  process.exitCode = 8;\n  await ifUnread?.();\n', ''],
  ],
  [
    'a change waits for its terminal for ever',
    'a terminal that is stopped',
    ['main.ts', 'ifUnread === undefined ? writeAll(1, out)', 'out !== "" ? writeAll(1, out)'],
  ],
];

async function controlsOf(all: readonly Subject[]): Promise<readonly Control[]> {
  const controls: Control[] = [];
  const subject = all.find(({ operation }) => operation.name === 'use paper');
  for (const [name, wayName, edit] of careless) {
    const way = ways.find((one) => one.name === wayName);
    if (way === undefined || subject === undefined) throw new Error(`no way ${wayName}`);
    const { bad } = await changedIn(way, subject.operation, subject.legal, mutant(edit));
    controls.push({ name, caught: bad.length > 0 ? 1 : 0, of: 1 });
  }
  return controls;
}

test(`streams that take nothing ${why ?? ''}`, async () => {
  const since = Date.now();
  const parts: Part[] = [];
  let controls: readonly Control[] = [];
  let secrets = leaks();
  // What was shown so far stands even when somebody ends it here.
  const kept = () => {
    secrets = bothOf(secrets, leaks());
    const report = {
      ...{ suite: 'output', what, parts, controls, secrets },
      ...{ seconds: (Date.now() - since) / 1000, ...(why && { skipped: why }) },
    };
    keepReport(report);
    return report;
  };
  const all = why === undefined ? await subjects() : [];
  if (all.length > 0) {
    const proving = controlsOf(all).then((red) => {
      controls = red;
    });
    await fill(parts, all, kept);
    await proving;
  }
  expect(complaints(kept())).toEqual([]);
});
