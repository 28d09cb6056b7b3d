import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realGit } from '../../src/adapters/git.ts';
import { aHost, tell } from '../commands/a-host.ts';
import { aRoot, envText, must as mustTell } from '../commands/a-root.ts';
import { scratch } from '../scratch.ts';
import { git, put, repository } from './scan/a-repository.ts';

function seen(root: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    realGit()
      .envLike(root)
      .map(({ path, staged }) => [
        path,
        staged.map((bytes) => (bytes === 'large' ? bytes : Buffer.from(bytes).toString())),
      ]),
  );
}

describe('env-like files', () => {
  test('are those that git tracks or has staged, wherever they lie, as the index holds them', () => {
    const root = repository();
    const names = ['a.env', '.env', 'deep/er/.env.local', 'b.env.bak', 'dé/ü\n x.env'];
    for (const name of names) put(root, name, `of ${name}`);
    for (const name of ['c.env.example', 'envious', '.env.d/x', 'env']) put(root, name, 'no');
    git(root, 'add', '-A');
    put(root, 'untracked.env', 'no');
    put(root, 'a.env', 'changed since');
    rmSync(join(root, '.env'));
    expect(seen(root)).toEqual(Object.fromEntries(names.map((name) => [name, [`of ${name}`]])));
  });

  test('are empty, and binary, and large, and both sides of a merge', () => {
    const root = repository();
    put(root, 'empty.env');
    put(root, 'large.env', 'x'.repeat(65_537));
    put(root, 'most.env', 'x'.repeat(65_536));
    put(root, 'm.env', 'base\n');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'x');
    git(root, 'checkout', '-qb', 'other');
    put(root, 'm.env', 'theirs\n');
    git(root, 'commit', '-qam', 'x');
    git(root, 'checkout', '-q', '-');
    put(root, 'm.env', 'ours\n');
    git(root, 'commit', '-qam', 'x');
    expect(() => git(root, 'merge', 'other')).toThrow();
    expect(seen(root)).toEqual({
      'empty.env': [''],
      'large.env': ['large'],
      'most.env': ['x'.repeat(65_536)],
      'm.env': ['base\n', 'ours\n', 'theirs\n'],
    });
  });

  test('are no more than fit, and the rest is told as too large', () => {
    const root = repository();
    for (let at = 0; at < 6; at++) put(root, `${at}.env`, `${at}`.repeat(65_000));
    git(root, 'add', '-A');
    const large = Object.values(seen(root)).filter(([one]) => one === 'large');
    expect(large.length).toBe(2);
  });

  test('are neither symlinks nor submodules, nor what lies outside the root', () => {
    const top = repository();
    put(top, 'outside.env', 'no');
    put(top, 'root/inside.env', 'yes');
    symlinkSync('inside.env', join(top, 'root/link.env'));
    git(top, 'add', '-A');
    git(top, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},root/sub.env`);
    expect(seen(join(top, 'root'))).toEqual({ 'inside.env': ['yes'] });
  });

  test('are none where there is no repository, and none where git is not allowed to look', () => {
    expect(realGit().envLike('/proc')).toEqual([]);
    const root = scratch();
    mkdirSync(join(root, '.git'));
    expect(realGit().envLike(root)).toEqual([]);
  });

  test('are looked at without running what the repository names', () => {
    const root = repository();
    put(root, 'a.env', 'x');
    git(root, 'add', '-A');
    put(root, 'spy', `#!/bin/sh\ntouch '${root}/ran'\n`);
    chmodSync(join(root, 'spy'), 0o755);
    git(root, 'config', 'core.fsmonitor', join(root, 'spy'));
    expect(Object.keys(seen(root))).toEqual(['a.env']);
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });
});

describe('a key of ours in a tracked file', () => {
  async function leaking(): Promise<string> {
    const root = await aRoot();
    git(root, 'init', '-q');
    put(root, '.gitignore', 'Deployment/\n');
    put(root, 'notes.env', envText('live'));
    git(root, 'add', '.gitignore', 'notes.env');
    return root;
  }
  const host = () => ({ ...aHost(), git: async () => realGit() });

  test('is told by status and check, with its name and where it belongs, and never shown', async () => {
    const root = await leaking();
    await mustTell(root, 'use paper');
    for (const verb of ['status', 'check paper']) {
      const told = await tell(verb, root, host());
      const found = told.findings.filter(({ rule }) => rule === 'leaked-in-tree');
      expect(found).toMatchObject(
        [
          { severity: 'error', where: 'notes.env:1', message: /live value of DATABENTO_API_KEY/ },
          { severity: 'error', where: 'notes.env:2', message: /live value of TRADERSPOST/ },
        ].map(({ message, ...rest }) => ({ ...rest, message: expect.stringMatching(message) })),
      );
      expect(told.code).toBe(1);
      for (const line of envText('live').split('\n').slice(0, 2)) {
        expect(JSON.stringify(told)).not.toContain(line.split('=')[1]);
      }
    }
  });

  test('is found in the work tree alone and in the index alone', async () => {
    const root = await leaking();
    put(root, 'notes.env', 'clean\n');
    const rules = async () =>
      (await tell('check paper --only leaked-in-tree', root, host())).findings.length;
    expect(await rules()).toBe(2);
    git(root, 'add', 'notes.env');
    expect(await rules()).toBe(0);
    put(root, 'notes.env', envText('live'));
    expect(await rules()).toBe(2);
  });

  test('keeps nobody from going to paper, which does not even ask git', async () => {
    const root = await leaking();
    const never = async () => {
      throw new Error('git was asked');
    };
    expect((await tell('use paper', root, { ...aHost(), git: never })).code).toBe(0);
  });
});
