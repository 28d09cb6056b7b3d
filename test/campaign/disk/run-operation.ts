import { mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, program, start } from '../../faults/program.ts';
import { playCommand } from '../../faults/terminal.ts';
import { scratch } from '../../scratch.ts';
import { callsIn, type Fault, type OwnCall, tracing } from '../tracing/own-calls.ts';
import type { Operation } from './operations.ts';

/** How an operation ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
}

/** An operation under a fault: how it ended, and every call it made on its own files. */
export interface Traced extends Ended {
  readonly calls: readonly OwnCall[];
}

/** Seconds after which it is ended: it hangs. */
const patience = 25;

export interface Manner {
  /** The program, when it is not the built one. */
  readonly built?: string;
  readonly json?: boolean;
}

/** Runs an operation on a root as it is. */
export function runOperation(
  operation: Operation,
  root: string,
  manner: Manner = {},
): Promise<Ended> {
  return run(operation, wordsOf(operation, root, manner));
}

/** Runs it under the tracer. */
export async function traceOperation(
  operation: Operation,
  root: string,
  fault: Fault,
  manner: Manner = {},
): Promise<Traced> {
  const log = join(scratch(), 'calls');
  const words = [
    ...['/usr/bin/timeout', '--foreground', '-s', 'KILL', `${patience}`],
    ...tracing(log, realpathSync(root), fault),
    ...wordsOf(operation, root, manner),
  ];
  const ended = await run(operation, words);
  return { ...ended, calls: callsIn(log, realpathSync(root)) };
}

/** Each state that a reader can find while it runs undisturbed, by the call that comes next. */
export async function snapshots(operation: Operation) {
  const room = scratch();
  const root = join(room, 'root');
  const aside = join(room, 'states');
  mkdirSync(aside);
  await start(['cp', '-a', operation.base, root]);
  const hook = `cp -a ${root} ${aside}/$CALL`;
  const { calls, code, err } = await traceOperation(operation, root, { how: 'each', hook });
  if (code !== 0) throw new Error(`${operation.name}: exit ${code}: ${err}`);
  const states = readdirSync(aside)
    .map((name) => ({ number: Number(name), root: join(aside, name) }))
    .sort((a, b) => a.number - b.number);
  return { calls, states };
}

function wordsOf({ args }: Operation, root: string, { built = program, json }: Manner) {
  return commandOf([...args, ...(json ? ['--json'] : []), '--root', root], built);
}

async function run(operation: Operation, words: readonly string[]): Promise<Ended> {
  const { input, steps } = operation;
  const since = Date.now();
  const seconds = () => (Date.now() - since) / 1000;
  if (steps !== undefined) {
    const { exit, shown } = await playCommand(words, steps);
    return { code: exit, out: shown, err: shown, seconds: seconds() };
  }
  const { code, out, err } = await start(words, input === undefined ? {} : { input });
  return { code, out, err, seconds: seconds() };
}
