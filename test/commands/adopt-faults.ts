import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk, Terminal } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, aLock, realDisk, type Told, tell } from './a-host.ts';
import { envOf, linkAt } from './a-root.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { standsAt } from './adopting.ts';
import { type Fault, fits, hows, isChange, tried, underFaults } from './fault-plan.ts';
import { seeJournal } from './journal-judge.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** A command that changes the shape of a host, and never a byte that its worker reads. */
export interface ShapeChange {
  readonly line: string;
  readonly profile: 'paper' | 'live';
  readonly start: Tree;
  /** A mutant control: what a careless program would make of the disk. */
  readonly mutant?: (disk: Disk) => Disk;
}

/** What all points of one came to. */
export interface ShapeTally {
  readonly points: number;
  readonly reads: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly bad: readonly string[];
}

const consentAt = 'Deployment/state/consent';

/** Runs a shape change under every fault; a reader looks at the path after each call of the disk. */
export async function runShapeFaults(change: ShapeChange): Promise<ShapeTally> {
  const root = scratch();
  layDown(change.start, root);
  const bytes = readFileSync(join(root, linkAt()), 'latin1');
  const watch = aReader(root, bytes);
  const calls = (await attempt(change, root, watch)).calls;
  const outcomes = new Map<string, number>();
  const bad: string[] = [];
  const followed = new Map<string, readonly string[]>();
  const faults = calls.flatMap((call, index) =>
    hows
      .filter((how) => tried(call, index) && fits(how, call))
      // A kill or an error that lasts between two changes is the one at the next change.
      .filter((how) => isChange(call.name) || how === 'once')
      .flatMap((how): readonly Fault[] => {
        const one = { at: index + 1, how, errno: isChange(call.name) ? 'ENOSPC' : 'EIO' } as const;
        return how === 'half' ? [one, { ...one, thenKilled: true }] : [one];
      }),
  );
  for (const fault of faults) {
    layDown(change.start, root);
    const { told, dead, hit } = await attempt(change, root, watch, fault);
    const call = calls[fault.at - 1];
    const name = `${fault.how} at ${fault.at} (${call?.name} ${call?.path.replace(root, '.')})`;
    if (!hit) throw new Error(`${name} did not hit`);
    const outcome = dead ? 'killed' : `${told.outcome} (exit ${told.code})`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const tree = treeOf(root);
    const identity = JSON.stringify([...tree]);
    const next = followed.get(identity) ?? (await follow(change, root, tree, watch));
    followed.set(identity, next);
    const told2 = dead ? [] : complaints(change, root, tree, told);
    bad.push(...[...told2, ...next].map((what) => `${name}: ${outcome}: ${what}`));
  }
  return { points: faults.length, reads: watch.reads(), outcomes, bad: [...bad, ...watch.bad()] };
}

/** What the reader complains of when nothing fails. */
export async function runUnharmed(change: ShapeChange): Promise<readonly string[]> {
  const root = scratch();
  layDown(change.start, root);
  const reader = aReader(root, readFileSync(join(root, linkAt()), 'latin1'));
  const { told } = await attempt(change, root, reader);
  return [...reader.bad(), ...(told.code === 0 ? [] : [`exit ${told.code}`])];
}

/** Looks through the path as a worker does: each time the same bytes, or it is told. */
function aReader(root: string, bytes: string) {
  const seen: string[] = [];
  let reads = 0;
  const look = (after: string) => {
    reads += 1;
    try {
      if (readFileSync(join(root, linkAt()), 'latin1') === bytes) return;
      seen.push(`other bytes after ${after}`);
    } catch (error) {
      seen.push(`${(error as NodeJS.ErrnoException).code} after ${after}`);
    }
  };
  const watching = (disk: Disk): Disk =>
    new Proxy(disk, {
      get: (target, name, receiver) => {
        const call = Reflect.get(target, name, receiver);
        return (...args: unknown[]) => {
          try {
            return call(...args);
          } finally {
            if (isChange(String(name))) look(String(name));
          }
        };
      },
    });
  return { watching, reads: () => reads, bad: () => seen };
}

type Reader = ReturnType<typeof aReader>;

async function attempt(
  { line, mutant }: ShapeChange,
  root: string,
  reader: Reader,
  fault?: Fault,
  terminal: Terminal = consenting,
) {
  const planned = underFaults(reader.watching(realDisk), fault);
  const disk = mutant?.(planned.disk) ?? planned.disk;
  const host = aHost({ disk, lock: aLock(), terminal, seed: 'faulty' });
  const told = await tell(line, root, host);
  const dead = (fault?.how === 'killed' || fault?.thenKilled === true) && planned.hit();
  return { told, dead, hit: planned.hit(), calls: planned.calls };
}

/** What a report claims, held against the disk. */
function complaints(
  { line, profile, start }: ShapeChange,
  root: string,
  tree: Tree,
  told: Told,
): readonly string[] {
  layDown(tree, root);
  const [was, now] = [start.get(linkAt())?.kind, tree.get(linkAt())?.kind];
  const { lines } = seeJournal(readIf(join(root, 'Deployment/state/journal.jsonl')));
  const isUndo = line.includes('--undo');
  const done = now === (isUndo ? 'file' : 'link') && lines.at(-1)?.kind === 'done';
  if (told.code === 0) return done ? [] : ['it says done, and it is not'];
  if (told.outcome === 'unknown') return [];
  const beside = isUndo ? [] : [envOf(profile), consentAt].filter((path) => tree.has(path));
  return [
    ...(now === was ? [] : [`it says ${told.outcome}, and a ${now} stands there`]),
    ...beside.map((path) => `it says ${told.outcome}, and ${path} is there`),
  ];
}

/** The next change: the same again, with nobody there, and the way to safety. */
async function follow(
  change: ShapeChange,
  root: string,
  tree: Tree,
  reader: Reader,
): Promise<readonly string[]> {
  const { profile } = change;
  const isLive = profile === 'live';
  const bad: string[] = [];
  const note = (good: boolean, what: string) => void (good || bad.push(what));
  const at = (line: string, terminal: Terminal) =>
    tell(line, root, aHost({ disk: reader.watching(realDisk), terminal, seed: 'next' }));

  layDown(tree, root);
  const again = await at(`adopt ${profile}`, consenting);
  note(again.code === 0, `then adopt: ${again.code} ${again.error?.rule}`);
  note(standsAt(join(root, linkAt())) === `pine-trader.${profile}.env`, 'then adopt: no link');
  note(temporary(root).length === 0, `then adopt: left ${temporary(root)}`);
  const status = await at(`status --expect ${profile}`, noTerminal);
  // Consent that was taken back waits for a person, who is asked by `use live`.
  note(status.code === 0 || isLive, `then status: ${JSON.stringify(status.findings)}`);
  if (status.code !== 0) note((await at('use live', consenting)).code === 0, 'then use live fails');
  // A torn line is named by the next line that is written, and only then.
  const verified = again.head === null || (await at('history --verify', noTerminal)).code === 0;
  note(verified, 'then history: broken');

  layDown(tree, root);
  const nobody = await at(`adopt ${profile}`, noTerminal);
  const stands = standsAt(join(root, linkAt()));
  const agreed = existsSync(join(root, consentAt));
  if (isLive && stands === 'plain') {
    note(nobody.error?.rule === 'no-terminal' && !agreed, `then nobody: ${nobody.code}, ${agreed}`);
    note(!existsSync(join(root, envOf('live'))), 'then nobody: the made file is left');
  } else note(nobody.code === 0, `then nobody: ${nobody.code} ${nobody.error?.rule}`);

  layDown(tree, root);
  if (isLive && standsAt(join(root, linkAt())) !== 'plain') {
    const safe = await tell('use paper', root, aHost({ terminal: noTerminal, seed: 'safe' }));
    note(safe.code === 0, `then use paper: ${safe.code} ${safe.error?.rule}`);
    note(!existsSync(join(root, consentAt)), 'then use paper: consent is left');
  }
  return bad;
}

/** As `runShapeFaults`, but the next change is killed as well, at each of its changes; then it must come right. */
export async function killTwice(change: ShapeChange): Promise<ShapeTally> {
  const root = scratch();
  layDown(change.start, root);
  const reader = aReader(root, readFileSync(join(root, linkAt()), 'latin1'));
  const first = (await attempt(change, root, reader)).calls;
  const trees = new Map<string, Tree>();
  for (const at of killings(first)) {
    layDown(change.start, root);
    await attempt(change, root, reader, { at, how: 'killed', errno: 'EIO' });
    const tree = treeOf(root);
    trees.set(JSON.stringify([...tree]), tree);
  }
  const bad: string[] = [];
  const seen = new Set<string>();
  let points = 0;
  const next = { ...change, line: `adopt ${change.profile}` };
  for (const tree of trees.values()) {
    layDown(tree, root);
    for (const at of killings((await attempt(next, root, reader)).calls)) {
      points += 1;
      layDown(tree, root);
      await attempt(next, root, reader, { at, how: 'killed', errno: 'EIO' });
      const after = treeOf(root);
      const identity = JSON.stringify([...after]);
      if (!seen.has(identity)) bad.push(...(await follow(next, root, after, reader)));
      seen.add(identity);
    }
  }
  return { points, reads: reader.reads(), outcomes: new Map(), bad: [...bad, ...reader.bad()] };
}

function killings(calls: readonly { readonly name: string; readonly path: string }[]) {
  return calls.flatMap(({ name }, index) => (isChange(name) ? [index + 1] : []));
}

function temporary(root: string): readonly string[] {
  const names = ['env', 'state'].flatMap((directory) =>
    readdirSync(join(root, 'Deployment', directory)),
  );
  return names.filter((name) => name.endsWith('.tmp'));
}

function readIf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'latin1') : '';
}
