import { execFile, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { behaviour } from '../../src/domain/loaders/behaviour.ts';
import { node } from '../../src/domain/loaders/node.ts';
import { disagreements, generated, type Seen } from './against.ts';
import { seenInOneProcess, written } from './in-one-process.ts';
import { nastyBytes } from './nasty-bytes.ts';

// PINE_NODE names another Node than the one that runs the tests.
const program = process.env.PINE_NODE ?? process.execPath;
const release = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);
const version = behaviour(node, release) as string;
const read = (bytes: Uint8Array) => node.read(bytes, { version });

/** Earlier releases of the same major read some files in yet another way. */
const modelledFrom: Readonly<Record<number, number>> = { 20: 20, 22: 20, 24: 0, 26: 0 };
const [major, minor] = release.split('.').map(Number) as [number, number];
const isModelled = major > 26 || minor >= (modelledFrom[major] ?? Number.POSITIVE_INFINITY);

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

describe.skipIf(!isModelled)(
  `the real node ${release} (skipped: needs 20.20, 22.20, 24, 26 or later)`,
  () => {
    it('loads from every file what the model says it loads', { timeout: 120_000 }, () => {
      const files = generated(`node ${release}, loadEnvFile`, nastyBytes());
      const seen = seenInOneProcess('node', files, program);
      expect(disagreements(files, seen, read)).toEqual([]);
    });

    it('does the same when it is started with --env-file', { timeout: 120_000 }, async () => {
      const files = generated(`node ${release}, --env-file`, nastyBytes(), 200);
      expect(disagreements(files, await seenWithTheFlag(files), read)).toEqual([]);
    });
  },
);
