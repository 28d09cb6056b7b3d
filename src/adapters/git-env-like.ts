import { spawnSync } from 'node:child_process';
import { envLikePatterns } from '../domain/env-like.ts';
import { largestEnvFile, mostOfTracked } from '../domain/limits.ts';
import type { EnvLikeFile } from '../ports.ts';

type Ask = (args: readonly string[], input?: string) => Buffer | undefined;

/** What the index holds under env-like names below a root; one process where there is nothing. */
export function envLikeIn(root: string, env: NodeJS.ProcessEnv): readonly EnvLikeFile[] {
  const ask: Ask = (args, input = '') => {
    // Neither a monitor nor a transport that the repository names is ever started.
    const quiet = ['-c', 'core.fsmonitor=false', '-C', root, ...args];
    const ran = spawnSync('git', quiet, {
      env: { ...env, GIT_ALLOW_PROTOCOL: 'none' },
      input,
      timeout: 10_000,
      maxBuffer: 16 * 1024 * 1024,
    });
    return ran.status === 0 ? ran.stdout : undefined;
  };
  const listed = ask(['ls-files', '-z', '--stage', '--', ...envLikePatterns]);
  const entries = (listed?.toString('utf8') ?? '').split('\0').flatMap(entryOf);
  if (entries.length === 0) return [];
  const blobs = blobsOf(ask, [...new Set(entries.map(({ object }) => object))]);
  const paths = [...new Set(entries.map(({ path }) => path))];
  return paths.map((path) => ({
    path,
    // More than one only while a merge is not settled.
    staged: entries.flatMap((one) => (one.path === path ? (blobs.get(one.object) ?? 'large') : [])),
  }));
}

interface Entry {
  readonly object: string;
  readonly path: string;
}

/** Regular files alone: what a symlink names is no content, and a submodule is a repository of its own. */
function entryOf(line: string): readonly Entry[] {
  const found = /^100\d{3} ([0-9a-f]+) \d\t(.+)$/s.exec(line);
  return found === null ? [] : [{ object: found[1] ?? '', path: found[2] ?? '' }];
}

/** The objects that are small enough, together too; git tells the sizes first, so that no large one is read. */
function blobsOf(ask: Ask, objects: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const sizes = ask(['cat-file', '--batch-check'], lines(objects))?.toString('latin1') ?? '';
  let left = mostOfTracked;
  const wanted = sizes.split('\n').flatMap((line) => {
    const [object = '', kind, size] = line.split(' ');
    const isSmall = kind === 'blob' && Number(size) <= Math.min(largestEnvFile, left);
    if (isSmall) left -= Number(size);
    return isSmall ? [object] : [];
  });
  return wanted.length === 0 ? new Map() : contentsIn(ask(['cat-file', '--batch'], lines(wanted)));
}

function lines(objects: readonly string[]): string {
  return objects.map((object) => `${object}\n`).join('');
}

/** `OBJECT blob SIZE`, the bytes, a line feed; and again. */
function contentsIn(batch: Buffer | undefined): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; batch !== undefined && at < batch.length; ) {
    const end = batch.indexOf(0x0a, at);
    const [object = '', , size] = batch.toString('latin1', at, end).split(' ');
    const from = end + 1;
    found.set(object, batch.subarray(from, from + Number(size)));
    at = from + Number(size) + 1;
  }
  return found;
}
