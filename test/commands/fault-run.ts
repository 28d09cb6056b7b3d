import type { Disk, SecretSources, Terminal } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, aLock, realDisk, type Told, tell } from './a-host.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { type Seen, see } from './disk-judge.ts';
import {
  type Call,
  type Fault,
  fits,
  type How,
  hows,
  isChange,
  underFaults,
} from './fault-plan.ts';
import { judgeAtOnce, judgeNext, judgeUnattended } from './point-judge.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** A command that is run again and again, each time with another fault. */
export interface Operation {
  readonly title: string;
  readonly start: Tree;
  readonly line: string;
  readonly links: readonly string[];
  /** Where an earlier change that was cut short ends up, when the command settles one first. */
  readonly settled?: Tree;
  /** Only these ways of failing; all, when nothing is said. */
  readonly ways?: readonly How[];
  /** The stores there are; absent: asking one fails the test. */
  readonly secretSources?: SecretSources;
  /** True where the command may end with live linked and consent that waits for a person. */
  readonly mayWait?: boolean;
  /** A mutant control: what a careless program would make of the disk. */
  readonly mutant?: (disk: Disk) => Disk;
  /** A mutant control: no next change comes, and the judge is told that one did. */
  readonly nobodyRecovers?: boolean;
}

/** What all the points of one operation came to. */
export interface Tally {
  readonly points: number;
  /** Disks that differed after the fault; each was followed by three next changes. */
  readonly disks: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly bad: readonly string[];
}

const host = 'trader-1';

/** Runs a command once on a healthy disk and counts its calls. */
async function rehearse(operation: Operation, root: string) {
  layDown(operation.start, root);
  const before = see(root, operation.links, host);
  const { told, calls } = await attempt(operation, root);
  if (told.code !== 0) throw new Error(`${operation.title}: ${JSON.stringify(told)}`);
  const clean = see(root, operation.links, host);
  if (operation.settled === undefined) return { before, clean, calls };
  layDown(operation.settled, root);
  return { before, settled: see(root, operation.links, host), clean, calls };
}

/** Every fault of these ways that fits this row of calls. */
function faultsFor(calls: readonly Call[], ways: readonly How[]): readonly Fault[] {
  return calls.flatMap((call, index) => {
    const at = index + 1;
    const fitting = ways.filter((how) => fits(how, call));
    return fitting.flatMap((how): readonly Fault[] => {
      const inOneWay = { at, how, errno: 'EIO' } as const;
      // No disk is too full to be read, and death has no errno.
      if (how === 'killed' || !isChange(call.name)) return [inOneWay];
      const both = [inOneWay, { ...inOneWay, errno: 'ENOSPC' } as const];
      return how === 'half' ? [...both, { ...inOneWay, thenKilled: true }] : both;
    });
  });
}

/** Runs every point of an operation and judges each; throws when a fault did not hit. */
export async function runPoints(operation: Operation): Promise<Tally> {
  const root = scratch();
  const { calls, ...seen } = await rehearse(operation, root);
  const outcomes = new Map<string, number>();
  const bad: string[] = [];
  const followed = new Map<string, readonly string[]>();
  const faults = faultsFor(calls, operation.ways ?? hows);
  const untouched = JSON.stringify([...operation.start]);
  let stands = '';
  for (const fault of faults) {
    if (stands !== untouched) layDown(operation.start, root);
    const { told, dead, hit, held } = await attempt(operation, root, fault);
    const name = `${fault.how} ${fault.errno} at ${fault.at} (${nameOf(calls[fault.at - 1], root)})`;
    if (!hit) throw new Error(`${operation.title}: ${name} did not hit`);
    const after = see(root, operation.links, host);
    const claim = dead ? {} : { claim: told };
    const outcome = dead ? 'killed' : `${told.outcome} (exit ${told.code})`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const stuck = held && !dead ? ['the lock was not let go'] : [];
    const complaints = [...judgeAtOnce({ ...seen, after, ...claim }), ...stuck];
    const journalled = dead || told.code !== 8;
    const tree = treeOf(root);
    stands = JSON.stringify([...tree]);
    const identity = `${journalled} ${stands}`;
    const known = followed.get(identity);
    const next = known ?? (await follow(operation, root, tree, after, journalled));
    if (known === undefined) stands = '';
    followed.set(identity, next);
    bad.push(...[...complaints, ...next].map((what) => `${name}: ${outcome}: ${what}`));
  }
  return { points: faults.length, disks: followed.size, outcomes, bad };
}

interface Attempt {
  readonly told: Told;
  readonly dead: boolean;
  readonly hit: boolean;
  readonly held: boolean;
  readonly calls: readonly Call[];
}

async function attempt(operation: Operation, root: string, fault?: Fault): Promise<Attempt> {
  const planned = underFaults(realDisk, fault);
  const lock = aLock();
  const disk = operation.mutant?.(planned.disk) ?? planned.disk;
  const { secretSources } = operation;
  const given = { disk, lock, terminal: consenting, seed: 'faulty', host };
  const machine = aHost({ ...given, ...(secretSources && { secretSources }) });
  const told = await tell(operation.line, root, machine);
  const dead = (fault?.how === 'killed' || fault?.thenKilled === true) && planned.hit();
  return { told, dead, hit: planned.hit(), held: lock.held.size > 0, calls: planned.calls };
}

/** The next change on a healthy disk, three times over: to safe, to live, to live with nobody there. */
async function follow(
  operation: Operation,
  root: string,
  tree: Tree,
  faulty: Seen,
  journalled: boolean,
): Promise<readonly string[]> {
  const run = async (line: string, terminal: Terminal) => {
    layDown(tree, root);
    if (operation.nobodyRecovers) return { claim: aLie, after: faulty, faulty, journalled };
    const disk = operation.mutant?.(realDisk) ?? realDisk;
    const claim = await tell(line, root, aHost({ disk, terminal, seed: 'next', host }));
    return { claim, after: see(root, operation.links, host), faulty, journalled };
  };
  const paper = judgeNext('paper', false, await run('use paper', noTerminal));
  const live = judgeNext('live', true, await run('use live', consenting));
  const nobody = judgeUnattended('live', await run('use live', noTerminal), operation.mayWait);
  return [
    ...paper.map((what) => `then use paper: ${what}`),
    ...live.map((what) => `then use live: ${what}`),
    ...nobody.map((what) => `then use live with nobody there: ${what}`),
  ];
}

const aLie = { code: 0, exit: 0, outcome: 'done' };

function nameOf(call: Call | undefined, root: string): string {
  return call === undefined ? '' : `${call.name} ${call.path.replace(root, '.')}`;
}
