import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { node } from '../../src/domain/loaders/node.ts';
import { scratch } from '../scratch.ts';
import { disagreements, generated, type Seen } from './against.ts';
import { nastyBytes } from './nasty-bytes.ts';

// PINE_NODE names another Node than the one that runs the tests.
const program = process.env.PINE_NODE ?? process.execPath;
const major = Number(
  /\d+/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout)?.[0],
);
const version = node.versions.findLast((one) => Number(one) <= major) as string;
const read = (bytes: Uint8Array) => node.read(bytes, { version });

function written(files: readonly Uint8Array[]): readonly string[] {
  const folder = scratch();
  return files.map((bytes, index) => {
    const path = join(folder, `${index}.env`);
    writeFileSync(path, bytes);
    return path;
  });
}

function seenInOneProcess(files: readonly Uint8Array[]): readonly Seen[] {
  const script = join(import.meta.dirname, 'env-files-in-node.mjs');
  const input = JSON.stringify(written(files));
  const ran = spawnSync(program, [script], {
    input,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
    env: {},
  });
  if (ran.status !== 0) throw new Error(`node: ${ran.stderr}`);
  return JSON.parse(ran.stdout).map(Object.fromEntries);
}

const tell = 'console.log(JSON.stringify(Object.entries(process.env)))';

async function seenWithTheFlag(files: readonly Uint8Array[]): Promise<readonly Seen[]> {
  const waiting = [...written(files).entries()];
  const seen: Seen[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const args = [`--env-file=${next[1]}`, '-e', tell];
      const { stdout } = await promisify(execFile)(program, args, { env: {} });
      seen[next[0]] = Object.fromEntries(JSON.parse(stdout));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return seen;
}

describe(`the real node ${major}, model ${version}`, () => {
  it('loads from every file what the model says it loads', () => {
    const files = generated(`node ${major}, loadEnvFile`, nastyBytes());
    expect(disagreements(files, seenInOneProcess(files), read)).toEqual([]);
  });

  it('does the same when it is started with --env-file', { timeout: 120_000 }, async () => {
    const files = generated(`node ${major}, --env-file`, nastyBytes(), 250);
    expect(disagreements(files, await seenWithTheFlag(files), read)).toEqual([]);
  });
});
