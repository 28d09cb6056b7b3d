import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { scratch } from '../../scratch.ts';

const person = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
const settings = ['-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main'];
const environment = { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: 'C' };

/** Real git, as a person without settings of his own; its answer without the last line feed. */
export function git(root: string, ...words: readonly string[]): string {
  return gitWith({}, root, ...words);
}

/** As `git`, with more variables or with something on stdin. */
export function gitWith(
  { input, variables = {} }: { input?: string | Buffer; variables?: Record<string, string> },
  root: string,
  ...words: readonly string[]
): string {
  return execFileSync('git', [...person, ...settings, '-C', root, ...words], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...environment, ...variables },
    ...(input === undefined ? {} : { input }),
  }).replace(/\n$/, '');
}

/** Writes a file, and the directories above it. */
export function put(root: string, path: string, content: string | Buffer = ''): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

/** A fresh repository without a commit. */
export function repository(...words: readonly string[]): string {
  const root = realpathSync(scratch());
  git(root, 'init', '-q', ...words);
  return root;
}

/** Puts a file, adds and commits it; the commit's id. */
export function committed(root: string, path: string, content: string | Buffer): string {
  put(root, path, content);
  git(root, 'add', '-f', '--', path);
  git(root, 'commit', '-qm', 'a change');
  return git(root, 'rev-parse', 'HEAD');
}

const apart = new Set<string>();

afterAll(() => {
  for (const path of apart) rmSync(path, { recursive: true, force: true });
});

/** A fresh directory that lies in no repository; `scratch` may lie in ours. */
export function outside(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'pine-env-test-')));
  apart.add(path);
  return path;
}
