import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { search } from '../faults/canary.ts';
import { commandOf, program, start } from '../faults/program.ts';
import { consenting, playCommand } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';
import type { Operation, Rehearsed } from './kill-operation.ts';
import { endOf, type Sight, sightOf, textOf } from './kill-sight.ts';
import { type Aim, aiming, nobody, readStruck, type Struck } from './tracing/kill-at.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a command is run as, when it is not simply run. */
export interface Circumstances {
  readonly built?: string | undefined;
  readonly within?: readonly string[] | undefined;
  readonly asks?: boolean | undefined;
  /** The words before it: it is copied first, it is traced. */
  readonly before?: readonly string[];
}

const rooms = { made: 0, path: '' };
/** In one process with what follows: a large one like ours takes its time to make others. */
const copying = 'mkdir -m 700 "$1" && cp -a "$2" "$1/root" && shift 2 && exec "$@"';

function freshRoom(): string {
  if (rooms.path === '') rooms.path = scratch();
  rooms.made += 1;
  return join(rooms.path, `${rooms.made}`);
}

/** A root once more, in a place that `forget` empties. */
export function roomFor(base: string): string {
  const room = freshRoom();
  mkdirSync(room, { mode: 0o700 });
  const root = join(room, 'root');
  cpSync(base, root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return root;
}

/** Thousands of roots need not lie about until the end. */
export function forget(root: string): void {
  rmSync(dirname(root), { recursive: true, force: true });
}

/** Runs the program with these words; `@` stands for the root. */
export async function runLine(line: string, root: string, how: Circumstances = {}): Promise<Ended> {
  const words = line.split(' ').map((word) => (word === '@' ? root : word));
  const { within = [], before = [], built = program } = how;
  const command = [...before, ...within, ...commandOf(words, built)];
  if (how.asks !== true) return start(command);
  const { exit, shown } = await playCommand(command, consenting);
  return { code: exit, out: shown, err: '' };
}

/** One run that is to be killed: the root it left, and what came of it. */
export interface Run {
  readonly root: string;
  readonly struck: Struck;
  readonly seconds: number;
}

/** Runs an operation once, on a copy of its base, and kills it there. */
export async function strike(operation: Operation, aim: Aim, built?: string): Promise<Run> {
  const room = freshRoom();
  const [root, log] = [join(room, 'root'), join(room, 'struck')];
  const copied = ['sh', '-c', copying, 'sh', room, operation.base];
  const before = [...copied, ...aiming(log, root, aim)];
  const began = performance.now();
  const { asks, within } = operation;
  await runLine(operation.line, root, { asks, within, before, built });
  return { root, struck: readStruck(log), seconds: (performance.now() - began) / 1000 };
}

const attempts = 4;

/** As `strike`, again where the run was shorter this time; undefined when no attempt hit. */
export async function strikeSurely(operation: Operation, aim: Aim, built?: string) {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const k = Math.max(1, aim.k - attempt * Math.ceil(aim.k / 100));
    const run = await strike(operation, { ...aim, k }, built);
    if (run.struck.hit || run.struck.late) return run;
    forget(run.root);
  }
  return undefined;
}

/** Watches an operation of the good program: its calls, its end, and every whole file it puts in place. */
export async function rehearse(operation: Operation): Promise<Rehearsed> {
  const before = sightOf(operation.base);
  const { root, struck } = await strike(operation, nobody);
  const after = sightOf(root);
  const whole = new Map(
    operation.writes.map((path) => [path, new Set([factsIn(before, path), factsIn(after, path)])]),
  );
  const read = new Set([before.through, after.through]);
  const renames = struck.listed.flatMap(({ call, to = '' }, at) =>
    call.startsWith('rename') && operation.writes.some((path) => to.endsWith(path)) ? [at + 1] : [],
  );
  for (const k of renames) {
    const seen = await justRenamed(operation, k);
    for (const [path, facts] of whole) if (seen !== undefined) facts.add(factsIn(seen, path));
  }
  const { calls, listed } = struck;
  const rehearsed = { operation, before, calls, listed, whole, read, ends: [endOf(root)], after };
  forget(root);
  return rehearsed;
}

/** What stood there right after a rename; threads may have brought it some calls forwards or back. */
async function justRenamed(operation: Operation, k: number): Promise<Sight | undefined> {
  for (const nearby of [0, 1, -1, 2, -2, 0, 3, -3]) {
    const aim: Aim = { mode: 'process', counted: 'changing', k: k + nearby, side: 'exit' };
    const run = await strike(operation, aim);
    const isIt = run.struck.hit && run.struck.at?.call.startsWith('rename') === true;
    const seen = isIt ? sightOf(run.root) : undefined;
    forget(run.root);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

function factsIn({ others }: Sight, path: string): string {
  return others.get(path) ?? 'absent';
}

/** What a state may have let out: everything that changes write but env files, and leftovers of such. */
export function searchState(root: string, { others, temporary }: Sight): void {
  const names = [...others.keys(), ...temporary].filter(
    (path) => path.startsWith('Deployment/state/') || path === 'profiles/keys.yaml',
  );
  for (const path of [...names, 'Deployment/state/journal.jsonl', 'Deployment/state/lock']) {
    const text = textOf(join(root, path));
    if (text !== '') search(path, text);
  }
}
