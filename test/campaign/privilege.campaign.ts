import { expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { must } from '../faults/sandbox.ts';
import { isRoot } from '../scratch-homes.ts';
import { type AttackerRoom, attackerRoom } from './attacker-room.ts';
import { noMeasure } from './measured.ts';
import { noSudo, waysOf } from './privilege-cases.ts';
import { ownersAndModes } from './privilege-modes.ts';
import { type Errand, everyWay, send, servers } from './privilege-runs.ts';
import { withSudo } from './privilege-sudo.ts';
import { type Control, complaints, keepReport } from './report.ts';
import { aLedger } from './tally.ts';

/** After so many minutes what is left of ways and errands is left out, and does not count as ordered. */
const minutes = Number(process.env.PRIVILEGE_MINUTES ?? 15);

/** A busy machine may need it. */
const hour = 60 * 60_000;

const what =
  'an attacker in the environment, the working directory, PATH, HOME, git configs, owners and modes, and behind sudo; his code would leave a mark. LD_PRELOAD and NODE_OPTIONS act before our first line and are out of our hands: sudo with env_reset drops them';

const careless: readonly (readonly [name: string, way: RegExp, edits: readonly Edit[]])[] = [
  [
    'any root is trusted',
    /PINE_ENV_ROOT/,
    [['steps/find-root.ts', 'facts.uid !== 0 && facts.uid !== accounts.uid', 'facts.uid < 0']],
  ],
  [
    'flock is looked up in PATH',
    /PATH$/,
    [
      [
        'adapters/flock.ts',
        "['/usr/bin/flock', '/bin/flock', '/usr/local/bin/flock']",
        "['flock']",
      ],
      ['adapters/flock.ts', '      env: {},\n', ''],
    ],
  ],
  [
    'git may start what a config names',
    /git config/,
    [['adapters/git.ts', "'-c', 'core.fsmonitor=false', ", '']],
  ],
];

async function controls(of: AttackerRoom, roots: Errand['roots']): Promise<readonly Control[]> {
  const red: Control[] = [];
  for (const [name, which, edits] of careless) {
    const built = mutant(...edits);
    let [caught, count] = [0, 0];
    for (const way of waysOf(of).filter((one) => which.test(one.name))) {
      for (const words of [['status'], ['use', 'paper'], ['check', '--all'], ['list']]) {
        count += 1;
        if ((await send({ of, roots, way, words }, built)).bad.length > 0) caught += 1;
      }
    }
    red.push({ name, caught, of: count });
  }
  return red;
}

const needs = isRoot ? noMeasure : 'skipped: needs root, to be attacked by another account';

test('privilege', { timeout: hour }, async () => {
  const began = performance.now();
  const none = { parts: [], controls: [], secrets: { searched: '', found: [] }, seconds: 0 };
  if (needs !== undefined) {
    console.warn(needs);
    keepReport({ suite: 'privilege', what, ...none, skipped: needs });
    return;
  }
  const ledger = aLedger();
  const of = await attackerRoom();
  const roots = await servers(of);
  await everyWay(ledger, of, roots, minutes);
  await must(['use', 'paper', '--root', roots.plain]);
  await ownersAndModes(ledger, of, roots.plain);
  await withSudo(ledger, of, roots);
  const report = {
    ...{
      suite: 'privilege',
      what: noSudo === undefined ? what : `${what}. Here without sudo (${noSudo})`,
    },
    ...{ parts: ledger.parts(), controls: await controls(of, roots), secrets: leaks() },
    seconds: (performance.now() - began) / 1000,
  };
  keepReport(report);
  console.log(JSON.stringify({ ...report, parts: report.parts.length }));
  expect(complaints(report)).toEqual([]);
});
