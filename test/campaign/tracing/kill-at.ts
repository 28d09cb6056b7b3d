import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { scratch } from '../../scratch.ts';
import { compiledIn, compiler } from './compile.ts';

/** Where a kill is to fall; see the top of `kill-at.c`. */
export interface Aim {
  readonly mode: 'process' | 'group';
  readonly counted: 'all' | 'changing';
  /** From 1; 0 kills nobody. */
  readonly k: number;
  readonly side: 'entry' | 'exit';
}

/** A system call, and who made it. */
export interface Call {
  readonly who: 'main' | 'thread' | 'child';
  readonly call: string;
  readonly path: string;
  readonly to?: string;
}

/** What one run under the tracer came to. */
export interface Struck {
  readonly calls: number;
  readonly changing: number;
  /** The kill was sent at the call, and the program is reported to have died of it. */
  readonly hit: boolean;
  readonly late: boolean;
  /** Its exit code; 128 + n after signal n. */
  readonly exit: number;
  readonly at: Call | null;
  /** Of a run that killed nobody: each call that can change something. */
  readonly listed: readonly Call[];
}

/** An aim that kills nobody: the calls are listed and counted. */
export const nobody: Aim = { mode: 'process', counted: 'all', k: 0, side: 'entry' };

/** A pid namespace, so that the program's looks at other processes are alike each time. */
const alone = ['unshare', '--pid', '--fork', '--mount-proc'];

const program = { path: '' };

/** Why nothing can be killed at a chosen call here; undefined when it can. */
export const noKillAt = whyNot();

/** The words before a command that kill it where this aims; what came of it is written to `log`. */
export function aiming(log: string, root: string, aim: Aim): string[] {
  return [...alone, ...aimingWith(killAt(), log, root, aim)];
}

/** The same without a pid namespace: for a command that is to see who else runs. */
export function aimingWith(
  killer: string,
  log: string,
  root: string,
  { mode, counted, k, side }: Aim,
): string[] {
  return [killer, log, `${root}/`, mode, counted, `${k}`, side, '--'];
}

/** What a run wrote about itself. */
export function readStruck(log: string): Struck {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const last = JSON.parse(lines.at(-1) ?? '') as Omit<Struck, 'listed'>;
  return { ...last, listed: lines.slice(0, -1).map((line) => JSON.parse(line) as Call) };
}

/** A call in words in which nothing is random: `rename Deployment/env/pine-trader.env by main`. */
export function inWords({ who, call, path, to }: Call, root: string): string {
  const place = (to ?? path).replace(`${root}/`, '').replace(/\.[0-9a-f]{12}\.tmp$/, '.*.tmp');
  const calm = place.replace(/:\[\d+\]$/, '').replace(/^\/proc\/\d+/, '/proc/N');
  return `${call} ${calm.startsWith('/') ? calm.split('/').at(-1) : calm} by ${who}`;
}

function killAt(): string {
  if (program.path === '') program.path = killAtIn(scratch());
  return program.path;
}

/** Compiles it into this directory, and answers its path. */
export function killAtIn(directory: string): string {
  return compiledIn(directory, 'kill-at');
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'skipped: needs Linux';
  if (compiler === undefined) return 'skipped: needs cc';
  const [file = '', ...words] = [...alone, '/bin/true'];
  if (spawnSync(file, words).status !== 0) return 'skipped: needs root, for a pid namespace';
  return undefined;
}
