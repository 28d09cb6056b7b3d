import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, start } from '../faults/program.ts';
import { playCommand, type Step } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';

const python = '/usr/bin/python3';

/** Why nothing can be measured here; undefined when it can. */
export const noMeasure = existsSync(python)
  ? undefined
  : 'skipped: needs python3 to measure memory and to have a terminal';

/** A run, how long it took and how much memory it had. */
export interface Measured {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** What a run finds around it, and what is typed where it has a terminal. */
export interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  readonly typed?: readonly Step[];
  /** After so many seconds it is killed; 30 when nothing is said. */
  readonly limit?: number;
}

const room = scratch();
let count = 0;

/** Runs a command and measures it. */
export async function measured(
  command: readonly string[],
  { typed, limit = 30, ...around }: Around = {},
): Promise<Measured> {
  count += 1;
  const sheet = join(room, `${count}.json`);
  const words = [python, '-ISu', join(import.meta.dirname, 'measured.py'), sheet, `${limit}`];
  const ran = await (typed === undefined
    ? start([...words, ...command], around)
    : typing([...words, ...command], typed));
  const { seconds, megabytes } = JSON.parse(readFileSync(sheet, 'utf8'));
  return { code: ran.code, out: ran.out, err: ran.err, seconds, megabytes };
}

async function typing(command: readonly string[], steps: readonly Step[]): Promise<Ran> {
  const { exit, signal, shown } = await playCommand(command, steps);
  return { code: exit, signal: signal === null ? null : `${signal}`, out: shown, err: '' };
}
