import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { realGit } from '../../src/adapters/git.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';

const environment = { PATH: process.env.PATH, HOME: '/nonexistent' };

function git(root: string, ...args: readonly string[]): string {
  const quiet = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-C', root, ...args];
  return execFileSync('git', quiet, { encoding: 'utf8', stdio: 'pipe', env: environment });
}

function put(root: string, path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function repository(): string {
  const root = scratch();
  git(root, 'init', '-q');
  put(root, '.gitignore', '*.env\n!*.example\n');
  return root;
}

const states = (root: string, ...paths: readonly string[]) => realGit().states(root, paths);

describe('git’s word', () => {
  test('is told for each path, in order, without a single commit', () => {
    const root = repository();
    for (const path of ['a.env', 'forced.env', 'plain', 'added']) put(root, path);
    git(root, 'add', '-f', 'forced.env', 'added');
    expect(states(root, 'plain', 'a.env', 'forced.env', 'added')).toEqual([
      'untracked',
      'ignored',
      'tracked',
      'tracked',
    ]);
    expect(states(root, 'added', 'plain')).toEqual(['tracked', 'untracked']);
  });

  test('is tracked for a file that was committed and is gone or changed since', () => {
    const root = repository();
    put(root, 'gone.env', '1');
    put(root, 'changed.env', '1');
    git(root, 'add', '-f', '.', 'gone.env', 'changed.env');
    git(root, 'commit', '-qm', 'x');
    rmSync(join(root, 'gone.env'));
    put(root, 'changed.env', '2');
    expect(states(root, 'gone.env', 'changed.env')).toEqual(['tracked', 'tracked']);
  });

  test('is about a root that lies deep in the repository, by every kind of ignore file', () => {
    const root = repository();
    put(root, 'host/.gitignore', 'secret/*\n!secret/open\n');
    for (const name of ['host/secret/a', 'host/secret/open', 'host/b']) put(root, name);
    put(root, '.git/info/exclude', 'b\n');
    expect(states(join(root, 'host'), 'secret/a', 'secret/open', 'b')).toEqual([
      'ignored',
      'untracked',
      'ignored',
    ]);
  });

  test('takes names as they are, not as patterns', () => {
    const root = repository();
    for (const name of ['a*', 'ab', '[x]', ':(top)y', 'with blank\nand line']) put(root, name);
    git(root, 'add', 'ab');
    expect(states(root, 'a*', '[x]', ':(top)y', 'with blank\nand line')).toEqual([
      'untracked',
      'untracked',
      'untracked',
      'untracked',
    ]);
  });

  test('is known in a work tree whose repository lies elsewhere', () => {
    const [root, tree] = [repository(), join(scratch(), 'tree')];
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    git(root, 'worktree', 'add', '-q', tree);
    put(tree, 'a.env');
    put(tree, 'plain');
    expect(states(tree, '.gitignore', 'a.env', 'plain')).toEqual([
      'tracked',
      'ignored',
      'untracked',
    ]);
  });
});

describe('outside a repository', () => {
  const outside = mkdtempSync(join(tmpdir(), 'pine-env-test-'));
  afterEach(() => rmSync(outside, { recursive: true, force: true }));

  test('there is no word, and none is made up', () => {
    expect(states(outside, 'a', 'b')).toEqual(['no-repository', 'no-repository']);
  });
});

describe('when git does not answer, nothing is known', () => {
  test('because its index is broken', () => {
    const root = repository();
    put(root, '.git/index', 'broken');
    expect(states(root, 'a', 'b')).toEqual(['unknown', 'unknown']);
  });

  test('because what is called .git is none', () => {
    const root = scratch();
    put(root, '.git', 'gitdir: /nonexistent\n');
    expect(states(root, 'a')).toEqual(['unknown']);
  });

  test.skipIf(!isRoot)('because the repository is a stranger’s (skipped: needs root)', () => {
    const root = repository();
    expect(states(root, 'a.env')).toEqual(['ignored']);
    execFileSync('chown', ['-R', '65534:65534', root]);
    expect(states(root, 'a.env')).toEqual(['unknown']);
  });
});

describe('what the caller or the repository says', () => {
  const before = { ...process.env };
  afterEach(() => {
    for (const key of ['GIT_DIR', 'GIT_INDEX_FILE', 'HOME']) {
      if (before[key] === undefined) delete process.env[key];
      else process.env[key] = before[key];
    }
  });

  test('in the environment does not decide what this repository ignores', () => {
    const [root, other] = [repository(), repository()];
    put(root, 'forced.env');
    git(root, 'add', '-f', 'forced.env');
    put(other, '.config/git/ignore', 'plain\n');
    put(root, 'plain');
    process.env.GIT_DIR = join(other, '.git');
    process.env.GIT_INDEX_FILE = join(other, '.git/index');
    process.env.HOME = other;
    expect(states(root, 'forced.env', 'plain')).toEqual(['tracked', 'untracked']);
  });

  test('starts no program of the repository’s choice, though plain git would', () => {
    const root = repository();
    const mark = join(root, 'mark');
    put(root, 'monitor', `#!/bin/sh\necho ran >> '${mark}'\nexit 1\n`);
    chmodSync(join(root, 'monitor'), 0o755);
    git(root, 'add', '.');
    git(root, 'config', 'core.fsmonitor', join(root, 'monitor'));
    expect(states(root, 'monitor')).toEqual(['tracked']);
    expect(existsSync(mark)).toBe(false);
    git(root, 'ls-files', '--others');
    expect(existsSync(mark)).toBe(true);
  });
});
