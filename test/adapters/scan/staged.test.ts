import { spawnSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import { scratch } from '../../scratch.ts';
import { type Heard, hear, texts } from './a-reader.ts';
import { committed, git, gitWith, outside, put, repository } from './a-repository.ts';

const staged = (root: string, environment = {}, directory = root): Promise<Heard> =>
  hear({ kind: 'staged', repository: root }, environment, directory);

function relative(root: string, heard: Heard): Readonly<Record<string, string>> {
  const named = Object.entries(texts(heard)).map(([name, text]) => [
    name.slice(root.length + 1),
    text,
  ]);
  return Object.fromEntries(named);
}

async function stagedIn(root: string): Promise<Readonly<Record<string, string>>> {
  return relative(root, await staged(root));
}

describe('what is staged', () => {
  test('is what the index has, not what the work tree has', async () => {
    const root = repository();
    committed(root, 'a', 'old\n');
    put(root, 'a', 'staged\n');
    git(root, 'add', 'a');
    put(root, 'a', 'staged and more\n');
    put(root, 'untracked', 'x');
    expect(await stagedIn(root)).toEqual({ a: 'staged\n' });
    rmSync(join(root, 'a'));
    expect(await stagedIn(root)).toEqual({ a: 'staged\n' });
  });

  test('is everything before the first commit, and nothing after it', async () => {
    const root = repository();
    expect((await staged(root)).pieces).toEqual([]);
    put(root, 'a', 'first\n');
    git(root, 'add', 'a');
    expect(await stagedIn(root)).toEqual({ a: 'first\n' });
    git(root, 'commit', '-qm', 'x');
    expect((await staged(root)).pieces).toEqual([]);
  });

  test('is so where ids are of SHA-256', async () => {
    const root = repository('--object-format=sha256');
    put(root, 'a', 'first\n');
    git(root, 'add', 'a');
    expect(await stagedIn(root)).toEqual({ a: 'first\n' });
  });

  test('is no file that goes, but a renamed one, a new mode, a link and a name to come', async () => {
    const root = repository();
    for (const name of ['goes', 'moves', 'runs', 'turns']) committed(root, name, `${name}\n`);
    git(root, 'rm', '-q', 'goes');
    git(root, 'mv', 'moves', 'moved');
    chmodSync(join(root, 'runs'), 0o755);
    rmSync(join(root, 'turns'));
    symlinkSync('target', join(root, 'turns'));
    put(root, 'later', 'later');
    git(root, 'add', '-N', 'later');
    git(root, 'add', 'runs', 'turns');
    const heard = await staged(root);
    expect(relative(root, heard)).toEqual({
      moved: 'moves\n',
      runs: 'runs\n',
      turns: 'target',
      later: '',
    });
    const names = heard.pieces.filter(({ kind }) => kind === 'name').map(({ text }) => text);
    expect(names.sort()).toEqual(['later', 'moved', 'runs', 'turns']);
  });

  test('has names of any bytes, and content of any bytes', async () => {
    const root = repository();
    const names = ['ü.txt', 'line\nend', 'tab\there', '"quoted"', '-dash', ' a:b c '];
    for (const name of names) put(root, name, Buffer.from([0, 255, 10, 13, 10, 254]));
    git(root, 'add', '.');
    const found = await stagedIn(root);
    expect(Object.keys(found).sort()).toEqual([...names].sort());
    expect(new Set(Object.values(found))).toEqual(new Set(['\0\xff\n\r\n\xfe']));
  });

  test('is read in a merge: what it brings, and of a conflict every side', async () => {
    const root = repository();
    committed(root, 'both', 'base\n');
    git(root, 'checkout', '-qb', 'side');
    committed(root, 'both', 'theirs\n');
    committed(root, 'brought', 'brought\n');
    git(root, 'checkout', '-q', '-');
    committed(root, 'both', 'ours\n');
    expect(() => git(root, 'merge', '-q', 'side')).toThrow();
    const heard = await staged(root);
    const found = heard.pieces.filter(({ kind }) => kind === 'object').map(({ text }) => text);
    expect(found.sort()).toEqual(['base\n', 'brought\n', 'ours\n', 'theirs\n']);
  });

  test('names a submodule, and does not open it', async () => {
    const [root, inner] = [repository(), repository()];
    committed(inner, 'a', 'inner\n');
    git(root, 'submodule', '--quiet', 'add', inner, 'sub');
    const heard = await staged(root);
    expect(Object.keys(relative(root, heard))).toEqual(['.gitmodules']);
    expect(heard.skipped).toEqual(new Map([[`${root}/sub`, 'a submodule']]));
  });

  test('says which blob the repository does not have', async () => {
    const root = repository();
    const gone = '1'.repeat(40);
    git(root, 'update-index', '--add', '--cacheinfo', `100644,${gone},a`);
    put(root, 'b', 'there\n');
    git(root, 'add', 'b');
    const heard = await staged(root);
    expect(relative(root, heard)).toEqual({ b: 'there\n' });
    expect([...heard.unreadable.keys()]).toEqual([`${root}/a`]);
  });
});

/** Has a hook print its variables, and runs a commit; what the hook was called with. */
function commitWithHook(
  root: string,
  hooks: string,
  words: readonly string[],
): { variables: Record<string, string>; directory: string } {
  const script = put(
    hooks,
    'pre-commit',
    '#!/bin/sh\ncp "$GIT_INDEX_FILE" "$0.index"\nenv -0 > "$0.env"\npwd > "$0.pwd"\nexit 1\n',
  );
  chmodSync(script, 0o755);
  expect(() => git(root, 'commit', '-qm', 'x', ...words)).toThrow();
  const [variables, pwd] = ['env', 'pwd'].map(
    (name) => spawnSync('cat', [`${script}.${name}`], { encoding: 'utf8' }).stdout,
  );
  const entries = (variables ?? '').split('\0').filter((entry) => entry.startsWith('GIT_'));
  const named = Object.fromEntries(
    entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
  // Git takes its index away again when the hook has ended: it is put back where it was.
  const index = join((pwd ?? '').trim(), '/');
  const place = named.GIT_INDEX_FILE?.startsWith('/')
    ? named.GIT_INDEX_FILE
    : join(index, named.GIT_INDEX_FILE ?? '');
  if (!place.endsWith('/index')) renameSync(`${script}.index`, place);
  return { variables: named, directory: (pwd ?? '').trim() };
}

describe('in a pre-commit hook', () => {
  const changed = (): string => {
    const root = repository();
    committed(root, 'a', '1\n');
    committed(root, 'b', '1\n');
    put(root, 'a', 'a2\n');
    put(root, 'b', 'b2\n');
    return root;
  };
  const read = async (root: string, hooks: string, ...words: readonly string[]) => {
    const { variables, directory } = commitWithHook(root, hooks, words);
    return relative(root, await staged(root, variables, directory));
  };

  test('commit -a has what it adds, though the index does not', async () => {
    const root = changed();
    expect(await stagedIn(root)).toEqual({});
    expect(await read(root, join(root, '.git/hooks'), '-a')).toEqual({ a: 'a2\n', b: 'b2\n' });
  });

  test('commit -- FILE has that file, and not what else is staged', async () => {
    const root = changed();
    git(root, 'add', 'b');
    expect(await read(root, join(root, '.git/hooks'), '--', 'a')).toEqual({ a: 'a2\n' });
  });

  test('a plain commit has what is staged', async () => {
    const root = changed();
    git(root, 'add', 'b');
    expect(await read(root, join(root, '.git/hooks'))).toEqual({ b: 'b2\n' });
  });

  test('the same is so in a linked work tree', async () => {
    const [root, tree] = [changed(), join(scratch(), 'tree')];
    git(root, 'worktree', 'add', '-q', '--detach', tree);
    put(tree, 'a', 'tree\n');
    expect(await read(tree, join(root, '.git/hooks'), '-a')).toEqual({ a: 'tree\n' });
  });

  test('the same is so in a submodule', async () => {
    const [root, inner] = [repository(), changed()];
    git(root, 'submodule', '--quiet', 'add', inner, 'sub');
    put(root, 'sub/a', 'sub\n');
    expect(await read(join(root, 'sub'), join(root, '.git/modules/sub/hooks'), '-a')).toEqual({
      a: 'sub\n',
    });
  });

  test('the same is so where git directory and work tree lie apart', async () => {
    const [home, bare] = [outside(), join(outside(), 'dots')];
    git(home, 'init', '-q', '--bare', bare);
    put(home, 'a', 'dot\n');
    const apart = ['--git-dir', bare, '--work-tree', home];
    git(home, ...apart, 'add', 'a');
    const variables = { GIT_DIR: bare, GIT_WORK_TREE: '.' };
    expect(relative(home, await staged(home, variables, home))).toEqual({ a: 'dot\n' });
    expect(await leakSources(variables, home).repositoryOf(home)).toBe(home);
    expect(await leakSources({}, home).repositoryOf(home)).toBeUndefined();
  });

  test('another repository is read by its own index', async () => {
    const [root, other] = [changed(), repository()];
    put(other, 'c', 'other\n');
    git(other, 'add', 'c');
    const { variables, directory } = commitWithHook(root, join(root, '.git/hooks'), ['-a']);
    expect(relative(other, await staged(other, variables, directory))).toEqual({ c: 'other\n' });
    const paths = await hear(
      { kind: 'paths', paths: [other] },
      { ...variables, GIT_DIR: join(root, '.git') },
      directory,
    );
    expect(Object.keys(relative(other, paths))).toEqual(['c']);
  });

  test('an index that a person keeps elsewhere is the one that counts', async () => {
    const root = changed();
    const index = join(scratch(), 'index');
    gitWith({ variables: { GIT_INDEX_FILE: index } }, root, 'read-tree', 'HEAD');
    gitWith({ variables: { GIT_INDEX_FILE: index } }, root, 'add', 'b');
    expect(relative(root, await staged(root, { GIT_INDEX_FILE: index }))).toEqual({ b: 'b2\n' });
  });
});
