import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapedText } from '../../src/domain/utf8-text.ts';
import { scratch, sharedScratch } from '../scratch.ts';

/** What a worker has in its environment; undefined when the shell does not live to start it. */
export type Environment = ReadonlyMap<string, string> | undefined;

/** A file, the environment its shell started with, and what a worker got. */
export interface Sourced {
  readonly bytes: Uint8Array;
  readonly outside: ReadonlyMap<string, string>;
  readonly environment: Environment;
}

/** Files on disk beside an empty directory that nobody can write: the shells' PATH and place to work. */
interface Place {
  readonly files: string;
  readonly empty: string;
  readonly count: number;
  /** Nobody's, when we may choose. */
  readonly uid: number | undefined;
}

const script = 'source-in-shell.sh';

/** True where the shell at that path cannot be asked. */
export function missing(shell: string): boolean {
  return ![shell, '/bin/sh', '/usr/bin/env'].every((path) => existsSync(path));
}

/** What the shell makes of every file; two files at a time, each in a shell of its own. */
export async function sourced(
  shell: string,
  files: readonly Uint8Array[],
): Promise<readonly Sourced[]> {
  const place = placeOf(files);
  const half = Math.ceil(files.length / 2);
  const parts = await Promise.all([
    run(shell, place, 0, half),
    run(shell, place, half, files.length),
  ]);
  const seen = parts.flatMap(environmentsIn);
  if (seen.length !== files.length) throw new Error(`${seen.length} of ${files.length} files read`);
  return files.map((bytes, index) => ({
    bytes,
    outside: outsideOf(place.empty, index % 2 === 1),
    environment: seen[index],
  }));
}

function outsideOf(empty: string, isUtf8: boolean): ReadonlyMap<string, string> {
  const given = Object.entries({ PATH: empty, HOME: '/home/pine', PINE_OUTER: 'outer' });
  return new Map(isUtf8 ? [...given, ['LC_ALL', 'C.UTF-8']] : given);
}

function placeOf(files: readonly Uint8Array[]): Place {
  const shared = sharedScratch();
  const room = shared ?? scratch();
  const empty = join(room, 'empty');
  mkdirSync(empty);
  for (const [index, bytes] of files.entries()) writeFileSync(join(room, `${index}`), bytes);
  chmodSync(empty, 0o555);
  // Nobody may not be able to reach the checkout.
  copyFileSync(join(import.meta.dirname, script), join(room, script));
  chmodSync(join(room, script), 0o444);
  const uid = shared === undefined ? undefined : 65_534;
  return { files: room, empty, count: files.length, uid };
}

function run(
  shell: string,
  { files, empty, uid }: Place,
  from: number,
  to: number,
): Promise<Buffer> {
  const child = spawn('/bin/sh', [join(files, script), shell, files, `${from}`, `${to}`, empty], {
    cwd: empty,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000 + 100 * (to - from),
    killSignal: 'SIGKILL',
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

/** One environment for each empty entry. */
function environmentsIn(output: Buffer): Environment[] {
  const seen: Environment[] = [];
  let pairs: [string, string][] = [];
  for (let from = 0, to = output.indexOf(0); to >= 0; to = output.indexOf(0, from)) {
    const text = escapedText(output.subarray(from, to));
    const equals = text.indexOf('=');
    if (text !== '') pairs.push([text.slice(0, equals), text.slice(equals + 1)]);
    else {
      seen.push(pairs.length === 0 ? undefined : new Map(pairs));
      pairs = [];
    }
    from = to + 1;
  }
  return seen;
}
