import { expect, test } from 'vitest';
import { leaks, searchTree } from '../faults/canary.ts';
import { standing } from '../faults/judge.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { copyOf } from '../faults/sandbox.ts';
import { noTerminals } from '../faults/terminal.ts';
import { type Injection, injectionsFor } from './disk/injections.ts';
import { faultsOfEnding, goingOn } from './disk/judge-ending.ts';
import { type Operation, operations } from './disk/operations.ts';
import { fullDisk, readOnly, troubled } from './disk/real-trouble.ts';
import { snapshots, traceOperation } from './disk/run-operation.ts';
import { bothOf } from './disk/secrets.ts';

import { claimIn, howFar, type Legal, legalFrom } from './disk/verdict.ts';
import { fewAtOnce, patient } from './few-at-once.ts';
import { type Control, complaints, keepReport, type Part } from './report.ts';
import { partInLines, tallyOf } from './tally.ts';
import { noTracer } from './tracing/own-calls.ts';

const why = noTracer ?? noTerminals;
const what =
  'one failing system call: an errno once, for good, or although the call happened, and halves of writes, at each call on its own files; a tmpfs that is full and directories that are read-only from a call on';
/** Trouble that only root can make. */
const troubles = process.getuid?.() === 0 ? [fullDisk, readOnly] : [];
/** Of the injections; 1 is all of them. */
const share = Number(process.env.PINE_ENV_CAMPAIGN_SHARE ?? 0.4);

async function injected(
  operation: Operation,
  legal: Legal,
  { fault, words }: Injection,
  built?: string,
) {
  const root = copyOf(operation.base);
  const before = standing(root);
  const manner = { json: true, ...(built === undefined ? {} : { built }) };
  const ended = await traceOperation(operation, root, fault, manner);
  searchTree(root);
  const isHit = ended.calls.some(({ hit }) => hit);
  const outcome = `${claimIn(ended)?.outcome} (exit ${ended.code}), disk ${howFar(root, legal)}`;
  const atOnce = faultsOfEnding(root, before, legal, ended);
  const later = await goingOn(operation, root, legal);
  const bad = [...atOnce, ...later].map((one) => `${words}: ${one}`);
  return { isHit, outcome, bad, seconds: ended.seconds };
}

const some = <T>(all: readonly T[]) =>
  all.filter((_, at) => Math.floor(at * share) < Math.floor((at + 1) * share));

async function partsOf(operation: Operation): Promise<readonly Part[]> {
  const { calls, states } = await snapshots(operation);
  const legal = legalFrom([operation.base, ...states.map(({ root }) => root)]);
  const tally = tallyOf(operation.name, 'errno at a call');
  await fewAtOnce(
    some(injectionsFor(calls)),
    async (one) => tally.add(await injected(operation, legal, one)),
    patient,
  );
  const parts = [tally.part()];
  for (const trouble of troubles) {
    const more = tallyOf(operation.name, trouble.name);
    const changing = calls.filter(({ changes }) => changes);
    await fewAtOnce(
      some(changing),
      async (call) => more.add(await troubled(operation, legal, trouble, call)),
      patient,
    );
    parts.push(more.part());
  }
  for (const part of parts) console.log(partInLines(part));
  return parts;
}

/** A program made careless, under those injections whose words read like this. */
interface Careless {
  readonly name: string;
  readonly operation: string;
  readonly which: RegExp;
  readonly edits: readonly Edit[];
}

const careless: readonly Careless[] = [
  {
    name: 'an error of rename is believed',
    operation: 'use paper, the first time',
    which: /^late .* at rename/,
    edits: [
      ['steps/replace-file.ts', 'if (!isInPlace(disk, place, born)) throw error;', 'throw error;'],
      ['steps/move-to-safe.ts', 'if (!standsAnyway(host, world, move)) {', '{'],
      [
        'steps/move-to-safe.ts',
        'const untouched = at === 0 && stoodStill(host, world, move);',
        'const untouched = at === 0;',
      ],
    ],
  },
  {
    name: 'half of a write is taken for all of it',
    operation: 'pull',
    which: /^half ENOSPC at write Deployment\/env/,
    edits: [
      [
        'adapters/disk.ts',
        'for (let done = 0; done < bytes.length; ) done += fs.writeSync(fd, bytes, done);',
        'fs.writeSync(fd, bytes);',
      ],
    ],
  },
  {
    name: 'nobody looks whether the journal took the line',
    operation: 'use paper',
    which: /^(?:fail|keep|half) .*at write Deployment\/state\/journal/,
    edits: [
      [
        'adapters/disk.ts',
        'writeOnce(fd, bytes, path);\n        fs.fsyncSync(fd);',
        'try { writeOnce(fd, bytes, path); fs.fsyncSync(fd); } catch {}',
      ],
    ],
  },
];

async function control(all: readonly Operation[], one: Careless): Promise<Control> {
  const operation = all.find(({ name }) => name === one.operation) as Operation;
  const built = mutant(...one.edits);
  const { calls, states } = await snapshots(operation);
  const legal = legalFrom([operation.base, ...states.map(({ root }) => root)]);
  const chosen = injectionsFor(calls).filter(({ words }) => one.which.test(words));
  const came = [];
  for (const injection of chosen) came.push(await injected(operation, legal, injection, built));
  const caught = came.filter(({ bad, isHit }) => isHit && bad.length > 0).length;
  return { name: `${one.name} (${one.operation})`, caught, of: came.length };
}

test(`errno at every call on its own files ${why ?? ''}`, async () => {
  const since = Date.now();
  const parts: Part[] = [];
  const controls: Control[] = [];
  const kept = () => {
    const report = {
      ...{ suite: 'errno', what, parts, controls, secrets },
      ...{ seconds: (Date.now() - since) / 1000, ...(why && { skipped: why }) },
    };
    keepReport(report);
    return report;
  };
  let secrets = leaks();
  const all = why === undefined ? await operations() : [];
  const only = process.env.PINE_ENV_CAMPAIGN_ONLY ?? '';
  const proving = Promise.all(
    (all.length > 0 ? careless : []).map(async (one) => controls.push(await control(all, one))),
  );
  for (const operation of all.filter(({ name }) => name.startsWith(only))) {
    parts.push(...(await partsOf(operation)));
    // What was shown so far stands even when somebody ends it here.
    secrets = bothOf(secrets, leaks());
    kept();
  }
  await proving;
  secrets = bothOf(secrets, leaks());
  expect(complaints(kept())).toEqual([]);
});
