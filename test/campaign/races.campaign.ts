import { expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { addRehearsal, failed, histogram, isFair, race, sum } from '../faults/racing.ts';
import { must, sandbox } from '../faults/sandbox.ts';
import { noTerminals } from '../faults/terminal.ts';
import { isRoot } from '../scratch-homes.ts';
import { freedByKill, raceForLock } from './lock-racers.ts';
import { noMeasure } from './measured.ts';
import { raceOfVerbs } from './mixed-racers.ts';
import { type Control, complaints, keepReport } from './report.ts';
import { say } from './said.ts';
import { swapControl, swapEverything } from './swap-runs.ts';
import { makeRooms, type Rooms } from './swap-stage.ts';
import { aLedger, type Ledger } from './tally.ts';
import { noTracer } from './tracing/own-calls.ts';

const switchers = 50;
const lockRacers = 200;
const killedHolders = 20;
const mixedRounds = 2;

/** A busy machine may need it. */
const hour = 60 * 60_000;

const what =
  '50 switchers against 4 readers, 200 processes for one lock, different verbs at once, and an attacker who exchanges directories, target, temporary file, link, profile or registry between any two steps that have to do with them';

/** Leaves out what is not named, for a look at one thing: `lock`, `mixed`, `readers`, `swaps`, `controls`. */
const only = process.env.RACES_ONLY ?? '';
const wanted = (name: string) => only === '' || only.includes(name);

async function readers(ledger: Ledger): Promise<void> {
  const root = await sandbox(addRehearsal);
  await must(['use', 'paper', '--root', root]);
  const from = performance.now();
  const { ran, read } = await race(root, switchers, switchers);
  const seconds = (performance.now() - from) / 1000;
  const broken = sum(read, (counts) => counts.empty + counts.torn + failed(counts));
  ledger.of('use paper, use rehearsal', '50 at once, 4 readers').ordered(switchers);
  for (const one of ran) {
    const bad = say(!isFair(one), `exit ${one.code}: ${one.err}`);
    const how = { outcome: histogram([one]).slice(4), seconds: 0, bad, at: 'a switcher' };
    ledger.of('use paper, use rehearsal', '50 at once, 4 readers').happened(how);
  }
  const reads = sum(read, (counts) => counts.reads);
  const bad = say(broken > 0, `${broken} of ${reads} reads empty, torn or failed`);
  ledger.of('reads through the link', '50 switchers at once').ordered();
  const outcome = `${reads} reads, ${broken} empty, torn or failed, ${Math.round(seconds)} s`;
  ledger.of('reads through the link', '50 switchers at once').happened({
    ...{ outcome, seconds: 0, bad, at: 'readers' },
  });
}

async function locks(ledger: Ledger): Promise<void> {
  const raced = await raceForLock(lockRacers, 10);
  const [operation, fault] = ['lock', `${lockRacers} racers`];
  ledger.of(operation, fault).ordered(raced.racers);
  const outcome = `held ${raced.held} times, ${raced.overlaps} overlaps`;
  const bad = say(raced.overlaps > 0, outcome);
  for (let at = 0; at < raced.racers; at++) {
    const told = at === 0 ? { outcome, bad } : { outcome: 'raced', bad: [] };
    ledger.of(operation, fault).happened({ ...told, seconds: 0, at: 'all of them' });
  }
  const freed = await freedByKill(killedHolders);
  ledger.of('lock', 'its holder is killed').ordered(killedHolders);
  for (const milliseconds of freed) {
    const late = milliseconds > 2000;
    ledger.of('lock', 'its holder is killed').happened({
      ...{ outcome: late ? 'still held' : 'free at once', seconds: milliseconds / 1000 },
      ...{ bad: say(late, `free only after ${milliseconds} ms`), at: 'the next one' },
    });
  }
}

async function mixed(ledger: Ledger): Promise<void> {
  for (let round = 1; round <= mixedRounds; round++) {
    const { ran, bad } = await raceOfVerbs(switchers);
    for (const [verb, outcome] of ran) {
      ledger.of(verb, '50 different changes at once').ordered();
      const how = { outcome, seconds: 0, bad: [], at: `round ${round}` };
      ledger.of(verb, '50 different changes at once').happened(how);
    }
    ledger.of('all verbs together', '50 different changes at once').ordered();
    const outcome = bad.length === 0 ? 'one after the other' : 'not one after the other';
    ledger.of('all verbs together', '50 different changes at once').happened({
      ...{ outcome, seconds: 0, bad, at: `round ${round}` },
    });
  }
}

const lockDropped: Edit = [
  'adapters/flock.ts',
  'lockDescriptor(fd, path, waitSeconds, programs);',
  'void lockDescriptor; void waitSeconds; void programs;',
];
const exclusivityDropped: Edit = [
  'domain/refusals.ts',
  "asError('refused', [...knownLive(view), ...liveConfig(view), ...liveFiles(view)]) ??",
  "asError('refused', [].concat(knownLive(view), liveConfig(view), liveFiles(view)).slice(0, 0)) ??",
];
const unlinkFirst: Edit = [
  'adapters/disk.ts',
  'atTheDoor(to, () => fs.renameSync(from, to))',
  `atTheDoor(to, () => {
    if (fs.lstatSync(to, { throwIfNoEntry: false })) fs.unlinkSync(to);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    fs.renameSync(from, to);
  })`,
];
const notVerified: Edit = [
  'steps/relink.ts',
  'if (move.to === null) return;\n  const link',
  'if (Date.now() > 0) return;\n  const link',
];
const notJudgedAgain: Edit = [
  'steps/judge-afterwards.ts',
  ': notAsLinked(now)',
  ': notAsLinked(now).slice(0, 0)',
];

async function controls(rooms: Rooms): Promise<readonly Control[]> {
  const noLock = await raceForLock(20, 5, '/bin/true');
  const overlapping = await raceOfVerbs(24, mutant(lockDropped));
  const root = await sandbox(addRehearsal);
  await must(['use', 'paper', '--root', root]);
  const { read } = await race(root, 12, 3, mutant(unlinkFirst));
  return [
    { name: 'the lock dropped, racers for the lock', caught: noLock.overlaps, of: noLock.held },
    { name: 'the lock dropped, verbs at once', caught: overlapping.bad.length, of: 24 },
    {
      ...{ name: 'unlink and symlink instead of rename', caught: sum(read, failed) },
      of: sum(read, ({ reads }) => reads),
    },
    await swapControl(
      rooms,
      'the check of whose keys these are dropped',
      mutant(exclusivityDropped),
      (one, swap) => one.name === 'use paper' && /live bytes|profile/.test(swap.name),
    ),
    await swapControl(
      rooms,
      'the link not looked at again',
      mutant(notVerified, notJudgedAgain),
      (one, swap) => one.name === 'use paper' && /temporary|the link,/.test(swap.name),
    ),
  ];
}

const needs = isRoot
  ? (noMeasure ?? noTerminals ?? noTracer)
  : 'skipped: needs root, for other accounts';

test('races', { timeout: hour }, async () => {
  const began = performance.now();
  const none = { parts: [], controls: [], secrets: { searched: '', found: [] }, seconds: 0 };
  if (needs !== undefined) {
    console.warn(needs);
    keepReport({ suite: 'races', what, ...none, skipped: needs });
    return;
  }
  const ledger = aLedger();
  if (wanted('lock')) await locks(ledger);
  if (wanted('readers')) await readers(ledger);
  if (wanted('mixed')) await mixed(ledger);
  const rooms = await makeRooms();
  if (wanted('swaps')) await swapEverything(rooms, ledger);
  const report = {
    ...{ suite: 'races', what, parts: ledger.parts() },
    controls: wanted('controls') ? await controls(rooms) : [],
    ...{ secrets: leaks(), seconds: (performance.now() - began) / 1000 },
  };
  if (only === '') keepReport(report);
  console.log(JSON.stringify(report, null, 1));
  expect(complaints(report)).toEqual([]);
});
