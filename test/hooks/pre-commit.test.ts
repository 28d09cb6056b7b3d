import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import {
  bareEnvironment,
  canary,
  commits,
  git,
  gitIn,
  hooked,
  install,
  must,
  put,
  unhooked,
} from './a-hooked-repository.ts';

const key = `KEY=${canary}\n`;

/** The commit must be stopped, say what to do, name no way around, and never show the key. */
function expectStopped(ran: { code: number; said: string }): void {
  expect(ran.said).toContain('the commit was stopped');
  expect(ran.said).toContain('-> take the value out');
  expect(ran.said).not.toContain(canary);
  expect(ran.said).not.toMatch(/-verify/);
  expect(ran.code).toBe(1);
}

describe('a commit', () => {
  test('with a key is stopped, and without it goes through', async () => {
    const at = await hooked();
    put(at, 'a.env', key);
    must(at, 'add', '-A');
    expectStopped(git(at, 'commit', '-qm', 'x'));
    expect(commits(at)).toBe(1);
    put(at, 'a.env', 'KEY=\n');
    must(at, 'add', '-A');
    must(at, 'commit', '-qm', 'x');
    expect(commits(at)).toBe(2);
  });

  test('is judged by what is staged, not by what lies in the work tree', async () => {
    const at = await hooked();
    put(at, 'a', 'one\n');
    must(at, 'add', 'a');
    put(at, 'a', key);
    must(at, 'commit', '-qm', 'the key is in the work tree alone');
    must(at, 'add', 'a');
    put(at, 'a', 'two\n');
    expectStopped(git(at, 'commit', '-qm', 'the key is staged alone'));
  });

  test('of a renamed file with a key is stopped', async () => {
    const at = unhooked();
    put(at, 'a', key);
    must(at, 'add', 'a');
    must(at, 'commit', '-qm', 'before there were hooks');
    await install(at);
    must(at, 'mv', 'a', 'b');
    expectStopped(git(at, 'commit', '-qm', 'rename'));
  });

  test('that takes the key out goes through', async () => {
    const at = unhooked();
    put(at, 'a', key);
    must(at, 'add', 'a');
    must(at, 'commit', '-qm', 'before there were hooks');
    await install(at);
    must(at, 'rm', '-q', 'a');
    must(at, 'commit', '-qm', 'gone');
    expect(commits(at)).toBe(3);
  });

  test.each([
    ['blanks and letters of other alphabets', 'dé pôt/ключ и.txt'],
    ['a line end', 'a\nb.txt'],
    ['a tab and quotes', 'a\t"b\'.txt'],
    ['what looks like an option', '--staged'],
  ])('is stopped whatever the name of the file: %s', async (_about, name) => {
    const at = await hooked();
    put(at, name, key);
    must(at, 'add', '-A');
    expectStopped(git(at, 'commit', '-qm', 'x'));
  });

  test('of a huge file is stopped by a key at its end', async () => {
    const at = await hooked();
    put(at, 'big', `${'0123456789abcde\n'.repeat(2 * 1024 * 1024)}${key}`);
    must(at, 'add', 'big');
    expectStopped(git(at, 'commit', '-qm', 'x'));
  });

  test('of nothing goes through', async () => {
    const at = await hooked();
    must(at, 'commit', '-qm', 'empty', '--allow-empty');
    expect(commits(at)).toBe(2);
  });

  test('of a merge is stopped by a key that the resolution brings, and else goes through', async () => {
    const at = await hooked();
    must(at, 'checkout', '-qb', 'other');
    put(at, 'README', 'theirs\n');
    must(at, 'commit', '-qam', 'theirs');
    must(at, 'checkout', '-q', 'main');
    put(at, 'README', 'ours\n');
    must(at, 'commit', '-qam', 'ours');
    expect(git(at, 'merge', '-q', 'other').code).toBe(1);
    put(at, 'README', key);
    must(at, 'add', 'README');
    expectStopped(git(at, 'commit', '-qm', 'merge'));
    put(at, 'README', 'both\n');
    must(at, 'add', 'README');
    must(at, 'commit', '-qm', 'merge');
    expect(must(at, 'rev-list', '--count', '--merges', 'HEAD')).toBe('1');
  });

  test.each([
    ['-a', ['commit', '-qam', 'x']],
    ['with a path', ['commit', '-qm', 'x', '--', 'README']],
    ['--include with a path', ['commit', '-qm', 'x', '--include', 'README']],
    ['--amend -a', ['commit', '-qa', '--amend', '-m', 'x']],
  ])('made with %s is judged by what it would hold', async (_about, args) => {
    const at = await hooked();
    put(at, 'README', key);
    expectStopped(git(at, ...args));
    put(at, 'README', 'hello again\n');
    must(at, ...args);
  });

  test('of one path goes through when the key is staged in another', async () => {
    const at = await hooked();
    put(at, 'a', key);
    must(at, 'add', 'a');
    put(at, 'README', 'hello again\n');
    must(at, 'commit', '-qm', 'x', '--', 'README');
    expectStopped(git(at, 'commit', '-qm', 'x'));
  });

  test('from a linked work tree or a directory below is judged too', async () => {
    const at = await hooked();
    const linked = join(scratch(), 'linked tree');
    must(at, 'worktree', 'add', '-q', linked, '-b', 'linked');
    put(linked, 'sub/a', key);
    must(linked, 'add', '-A');
    expectStopped(git(join(linked, 'sub'), 'commit', '-qm', 'x'));
    put(at, 'sub/a', key);
    must(at, 'add', '-A');
    expectStopped(git(join(at, 'sub'), 'commit', '-qm', 'x'));
  });

  test('is judged when the hooks were installed from a linked work tree', async () => {
    const at = unhooked();
    const linked = join(scratch(), 'linked');
    must(at, 'worktree', 'add', '-q', linked, '-b', 'linked');
    const { directory } = await install(linked);
    expect(directory).toBe(join(at, '.git/hooks'));
    put(at, 'a', key);
    must(at, 'add', '-A');
    expectStopped(git(at, 'commit', '-qm', 'x'));
  });

  test('in a submodule is judged by hooks of its own', async () => {
    const [at, library] = [await hooked(), unhooked()];
    must(at, 'submodule', 'add', '-q', library, 'part');
    must(at, 'commit', '-qm', 'a part');
    const part = join(at, 'part');
    const { directory } = await install(part);
    expect(directory).toBe(join(at, '.git/modules/part/hooks'));
    put(part, 'a', key);
    must(part, 'add', '-A');
    expectStopped(git(part, 'commit', '-qm', 'x'));
    put(part, 'a', 'fine\n');
    must(part, 'add', '-A');
    must(part, 'commit', '-qm', 'x');
    must(at, 'commit', '-qam', 'the part moved');
  });

  test('is stopped with hooks that core.hooksPath puts elsewhere in the repository', async () => {
    const at = unhooked();
    mkdirSync(join(at, 'below'));
    must(at, 'config', 'core.hooksPath', '.githooks');
    const done = await install(join(at, 'below'));
    expect(done.directory).toBe(join(at, '.githooks'));
    expect(done.inWorkTree).toBe(true);
    put(at, 'below/a', key);
    must(at, 'add', 'below');
    expectStopped(git(join(at, 'below'), 'commit', '-qm', 'x'));
  });

  test('with a symlink whose target holds a key is stopped', async () => {
    const at = await hooked();
    symlinkSync(canary, join(at, 'link'));
    must(at, 'add', '-A');
    expectStopped(git(at, 'commit', '-qm', 'x'));
  });
});

describe('a commit that nothing can scan', () => {
  const gone = async (at: string) => {
    for (const hook of ['pre-commit', 'pre-push']) {
      const path = join(at, '.git/hooks', hook);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(/^program=.*$/m, "program='/nowhere/pine env'"));
    }
  };

  test('is stopped, and told what to do', async () => {
    const at = await hooked();
    await gone(at);
    const { code, said } = git(at, 'commit', '-qm', 'x', '--allow-empty');
    expect(code).toBe(1);
    expect(said).toContain('/nowhere/pine env');
    expect(said).toContain('-> install pine-env again');
    expect(said).not.toMatch(/-verify/);
  });

  test('is scanned by the pine-env in PATH, when there is one', async () => {
    const at = await hooked();
    await gone(at);
    const bin = scratch();
    put(bin, 'pine-env', '#!/bin/sh\necho "asked: $*" >&2\n', 0o755);
    const env = { ...bareEnvironment, PATH: `${bin}:/usr/bin:/bin` };
    const { code, said } = gitIn(env, at, 'commit', '-qm', 'x', '--allow-empty');
    expect(said).toContain('asked: scan --staged');
    expect(code).toBe(0);
  });

  test('is stopped when the scan breaks down', async () => {
    const at = await hooked();
    await gone(at);
    const bin = scratch();
    put(bin, 'pine-env', '#!/bin/sh\nexit 4\n', 0o755);
    const env = { ...bareEnvironment, PATH: `${bin}:/usr/bin:/bin` };
    const { code, said } = gitIn(env, at, 'commit', '-qm', 'x', '--allow-empty');
    expect(said).toContain('could not be scanned for leaked keys (exit 4)');
    expect(code).toBe(1);
  });
});
