import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assignment, Reading } from '../../src/domain/loaders/loader.ts';
import { escapedText } from '../../src/domain/utf8-text.ts';
import { scratch } from '../scratch.ts';
import type { Seen } from './against.ts';

/** How many files one shell reads. */
const batch = 250;

const environment = { PATH: '/usr/bin:/bin', HOME: '/nowhere', PINE_OUTER: 'outer', LC_ALL: 'C' };
/** The environment that the idiom is started with. */
export const outside = new Map(Object.entries(environment));

const firstLines = ['bash', 'grep', 'xargs'].map((program) => firstLine(program));
const known = [/^GNU bash, version 5\./, /^grep \(GNU grep\) 3\./, /^xargs \(GNU findutils\) 4\./];
/** True where the idiom is another one than the model's. */
export const missingIdiom = !known.every((version, index) => version.test(firstLines[index] ?? ''));

function firstLine(program: string): string | undefined {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
}

/** What the idiom exports from each file; two shells at a time, in a directory that is empty and stays so. */
export async function seenByIdiom(files: readonly Uint8Array[]): Promise<readonly Seen[]> {
  const room = scratch();
  mkdirSync(join(room, 'empty'));
  chmodSync(join(room, 'empty'), 0o555);
  const batches: string[][] = [];
  for (const [index, bytes] of files.entries()) {
    const path = join(room, `${index}`);
    writeFileSync(path, bytes);
    if (index % batch === 0) batches.push([]);
    batches.at(-1)?.push(path);
  }
  const seen: Seen[][] = [];
  let next = 0;
  const shell = async () => {
    for (let mine = next++; mine < batches.length; mine = next++)
      seen[mine] = await runIdiom(batches[mine] as string[], join(room, 'empty'));
  };
  await Promise.all([shell(), shell()]);
  return seen.flat();
}

function runIdiom(paths: readonly string[], cwd: string): Promise<Seen[]> {
  const script = join(import.meta.dirname, 'export-idiom.sh');
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const bash = spawn('/bin/bash', [script, ...paths], { cwd, env: environment, stdio: [...stdio] });
  const chunks: Buffer[] = [];
  bash.stdout.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    bash.on('error', reject);
    bash.on('close', (code) => {
      const seen = environmentsIn(Buffer.concat(chunks));
      if (code === 0 && seen.length === paths.length) resolve(seen);
      else reject(new Error(`bash ended with ${code} after ${seen.length} of ${paths.length}`));
    });
  });
}

/** One environment for each empty entry, without what every one has; none at all: not started. */
function environmentsIn(output: Buffer): Seen[] {
  const seen: Seen[] = [];
  let pairs: (readonly [string, string])[] = [];
  for (const [from, to] of entriesOf(output)) {
    const text = escapedText(output.subarray(from, to));
    if (text !== '')
      pairs.push([text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]);
    else {
      seen.push(pairs.length === 0 ? 'refused' : Object.fromEntries(pairs.filter(isNew)));
      pairs = [];
    }
  }
  return seen;
}

function* entriesOf(output: Buffer): Generator<readonly [number, number]> {
  for (let from = 0, to = output.indexOf(0); to >= 0; to = output.indexOf(0, from)) {
    yield [from, to];
    from = to + 1;
  }
}

function isNew([key, value]: readonly [string, string]): boolean {
  if (key === 'PWD') return !value.endsWith('/empty');
  return !['SHLVL', '_'].includes(key) && outside.get(key) !== value;
}

/** The reading without what was there before, such as what an empty text was appended to. */
export function withoutOutside(reading: Reading): Reading {
  if (reading.kind === 'refused') return reading;
  const isOther = ({ key, value }: Assignment) => outside.get(key) !== value.reveal();
  return { ...reading, assignments: reading.assignments.filter(isOther) };
}
