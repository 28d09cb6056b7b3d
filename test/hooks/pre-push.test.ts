import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import {
  bareEnvironment,
  canary,
  git,
  has,
  install,
  must,
  put,
  unhooked,
} from './a-hooked-repository.ts';

/** A repository with the hooks, and a bare one that has its first commit. */
async function pushed(): Promise<{ readonly at: string; readonly remote: string }> {
  const [at, remote] = [unhooked(), join(scratch(), 'remote.git')];
  must(at, 'init', '-q', '--bare', remote);
  must(at, 'remote', 'add', 'origin', remote);
  must(at, 'push', '-q', 'origin', 'main');
  await install(at);
  return { at, remote };
}

/** A commit whose hook never ran, as from somebody without one. */
function slip(at: string, text: string, name = 'a'): string {
  put(at, name, text);
  must(at, 'add', '-A');
  must(at, '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'x', '--allow-empty');
  return must(at, 'rev-parse', 'HEAD');
}

function expectStopped(ran: { code: number; said: string }): void {
  expect(ran.said).toContain('the push was stopped');
  expect(ran.said).toContain('-> rotate the key');
  expect(ran.said).not.toContain(canary);
  expect(ran.said).not.toMatch(/-verify/);
  expect(ran.code).not.toBe(0);
}

const key = `KEY=${canary}\n`;

describe('a push', () => {
  test('of clean commits goes through, to a known branch and to a new one', async () => {
    const { at } = await pushed();
    slip(at, 'fine\n');
    must(at, 'push', '-q', 'origin', 'main');
    must(at, 'push', '-q', 'origin', 'main:another branch'.replace(' ', '-'));
  });

  test('of a key to a known branch is stopped, also when a later commit takes it out', async () => {
    const { at, remote } = await pushed();
    slip(at, key);
    slip(at, 'gone\n');
    expectStopped(git(at, 'push', 'origin', 'main'));
    expect(must(remote, 'rev-list', '--count', 'main')).toBe('1');
  });

  test('of a new branch with a key is stopped', async () => {
    const { at } = await pushed();
    must(at, 'checkout', '-qb', 'new');
    slip(at, key);
    expectStopped(git(at, 'push', 'origin', 'new'));
  });

  test('of a new branch is not held up by a key that the remote has already', async () => {
    const { at } = await pushed();
    slip(at, key);
    must(at, '-c', 'core.hooksPath=/dev/null', 'push', '-q', 'origin', 'main');
    must(at, 'checkout', '-qb', 'topic/with/slashes');
    slip(at, key, 'c');
    must(at, '-c', 'core.hooksPath=/dev/null', 'push', '-q', 'origin', 'topic/with/slashes');
    must(at, 'checkout', '-qb', 'new');
    slip(at, 'fine\n', 'b');
    must(at, 'push', '-q', 'origin', 'new');
  });

  test('to a place that nothing was fetched from is judged whole', async () => {
    const { at } = await pushed();
    slip(at, key);
    must(at, '-c', 'core.hooksPath=/dev/null', 'push', '-q', 'origin', 'main');
    const elsewhere = join(scratch(), 'elsewhere.git');
    must(at, 'init', '-q', '--bare', elsewhere);
    expectStopped(git(at, 'push', elsewhere, 'main'));
  });

  test('over commits that were never fetched is judged by what is known of the remote', async () => {
    const { at, remote } = await pushed();
    const other = join(scratch(), 'other');
    must(at, 'clone', '-q', remote, other);
    slip(other, 'theirs\n', 'b');
    must(other, 'push', '-q', 'origin', 'main');
    slip(at, key);
    expectStopped(git(at, 'push', '--force', 'origin', 'main'));
    slip(at, 'gone\n');
    must(at, 'reset', '-q', '--hard', 'HEAD~2');
    slip(at, 'fine\n', 'c');
    must(at, 'push', '-q', '--force', 'origin', 'main');
  });

  test('of a tag is judged, by what it leads to and by its message', async () => {
    const { at } = await pushed();
    must(at, 'tag', '-a', 'good', '-m', 'fine');
    must(at, 'push', '-q', 'origin', 'good');
    must(at, 'tag', '-a', 'told', '-m', key);
    expectStopped(git(at, 'push', 'origin', 'told'));
    must(at, 'checkout', '-q', '--detach');
    must(at, 'tag', 'light', slip(at, key));
    expectStopped(git(at, 'push', 'origin', 'light'));
  });

  test('of several refs is stopped by a key in any of them', async () => {
    const { at, remote } = await pushed();
    slip(at, 'fine\n');
    must(at, 'checkout', '-qb', 'new');
    slip(at, key);
    expectStopped(git(at, 'push', 'origin', 'main', 'new'));
    expect(must(remote, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  });

  test('that deletes goes through, since nothing leaves the machine', async () => {
    const { at } = await pushed();
    must(at, 'push', '-q', 'origin', 'main:gone');
    must(at, 'push', '-q', 'origin', ':gone');
    expect(git(at, 'ls-remote', '--heads', 'origin').said).not.toContain('gone');
  });

  test('of nothing new goes through', async () => {
    const { at } = await pushed();
    must(at, 'push', '-q', 'origin', 'main');
  });

  test('hands the hook that was there before the same words and lines', async () => {
    const { at, remote } = await pushed();
    const log = join(scratch(), 'seen');
    must(at, 'config', 'core.hooksPath', '.git/chained');
    put(
      at,
      '.git/chained/pre-push',
      `#!/bin/sh\nprintf '%s\\n' "$@" >'${log}'\ncat >>'${log}'\n`,
      0o755,
    );
    await install(at);
    const oid = slip(at, 'fine\n');
    const before = must(at, 'rev-parse', 'HEAD~1');
    must(at, 'push', '-q', 'origin', 'main');
    expect(readFileSync(log, 'utf8')).toBe(
      `origin\n${remote}\nrefs/heads/main ${oid} refs/heads/main ${before}\n`,
    );
    slip(at, key);
    expectStopped(git(at, 'push', 'origin', 'main'));
    writeFileSync(join(at, '.git/chained/pre-push.before-pine-env'), '#!/bin/sh\nexit 3\n');
    must(at, 'reset', '-q', '--hard', 'HEAD~1');
    slip(at, 'fine again\n');
    const { code, said } = git(at, 'push', 'origin', 'main');
    expect(code).not.toBe(0);
    expect(said).not.toContain('pine-env:');
  });
});

describe.each(['dash', 'bash', 'busybox sh'])('under %s', (shell) => {
  test.skipIf(!has(shell.split(' ')[0] ?? ''))(
    `the hook does the same (skipped: needs ${shell})`,
    async () => {
      const { at } = await pushed();
      const good = must(at, 'rev-parse', 'HEAD');
      const bad = slip(at, key);
      const zeros = '0'.repeat(40);
      const run = (...lines: readonly string[]) => {
        const hook = join(at, '.git/hooks/pre-push');
        const words = [...shell.split(' ').slice(1), hook, 'origin', 'url'];
        const input = lines.map((line) => `${line}\n`).join('');
        const env = { ...bareEnvironment };
        return spawnSync(shell.split(' ')[0] ?? '', words, {
          cwd: at,
          env,
          input,
          encoding: 'utf8',
        });
      };
      expect(run().status).toBe(0);
      expect(run(`(delete) ${zeros} refs/heads/x ${good}`).status).toBe(0);
      expect(run(`refs/heads/x ${good} refs/heads/x ${zeros}`).status).toBe(0);
      expect(run(`refs/heads/x ${bad} refs/heads/x ${zeros}`).status).toBe(1);
      const two = run(
        `(delete) ${zeros} refs/heads/y ${good}`,
        `refs/heads/x ${bad} refs/heads/x ${good}`,
      );
      expect(two.status).toBe(1);
      expect(two.stderr).toContain('the push was stopped');
      expect(two.stderr).not.toContain(canary);
    },
  );
});
