import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { scratchOutside } from '../../scratch.ts';
import type { AreaName } from './areas.ts';
import type { Prepared, Slice } from './fuzz.ts';
import { aStageDirectory } from './prepare.ts';

/** What the fuzzing of one area came to; a run that never came back is a hang, with its input. */
export interface Fuzzed extends Slice {
  readonly hangs: readonly string[];
}

const longestRun = 20_000;

/** Builds the fuzzer: Node runs no TypeScript. */
async function built(): Promise<string> {
  const outfile = join(scratchOutside(), 'fuzz.mjs');
  await build({
    entryPoints: [resolve(import.meta.dirname, 'fuzz.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  return outfile;
}

const program = built();

/** Fuzzes one area for so long, in a process of its own. */
export async function fuzzFor(
  prepared: Prepared,
  area: AreaName,
  seconds: number,
  seed: number,
): Promise<Fuzzed> {
  const directory = aStageDirectory();
  const roots = join(directory, 'prepared.json');
  writeFileSync(roots, JSON.stringify(prepared));
  const words = [await program, area, `${seconds}`, `${seed}`, roots, directory];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  const hung = await watch(join(directory, 'current.json'), ended);
  if (hung) child.kill('SIGKILL');
  await ended;
  const path = join(directory, 'slice.json');
  const slice = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Slice) : nothing;
  const last = existsSync(path) ? '' : textAt(join(directory, 'current.json')).slice(0, 2000);
  const died = slice === nothing && !hung ? [{ fault: 'the fuzzer died', seed, one: last }] : [];
  return {
    ...slice,
    bad: [...slice.bad, ...(died as unknown as Slice['bad'])],
    hangs: hung ? [last] : [],
  };
}

function textAt(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : 'it never began';
}

const nothing: Slice = {
  ordered: 0,
  hit: 0,
  outcomes: {},
  bad: [],
  slowest: 0,
  megabytes: 0,
  slow: [],
};

/** True when one run took too long; each run writes its case before it begins. */
async function watch(current: string, ended: Promise<unknown>): Promise<boolean> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  // A busy machine takes its time to load it; that is no run.
  const begun = Date.now() + 100_000;
  while (!over) {
    await Promise.race([ended, sleep(500)]);
    const last = existsSync(current) ? statSync(current).mtimeMs : begun;
    if (!over && Date.now() - last > longestRun) return true;
  }
  return false;
}
