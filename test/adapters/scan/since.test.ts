import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import { hear, holding, keepingReader } from './a-reader.ts';
import { committed, git, gitWith, outside, put, repository } from './a-repository.ts';

const since = (root: string, from: string, ...until: readonly string[]) =>
  hear({ kind: 'since', repository: root, since: from, until });

describe('since a revision', () => {
  test('are the commits, names and content that came after it, and nothing before', async () => {
    const root = repository();
    committed(root, 'old.txt', 'old-content\n');
    const from = git(root, 'rev-parse', 'HEAD');
    put(root, 'dir/name-of-new', 'new-content\n');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'message-of-new');
    git(root, 'rm', '-qr', 'dir');
    git(root, 'commit', '-qm', 'gone again');
    const heard = await since(root, from);
    for (const text of ['name-of-new', 'new-content', 'message-of-new'])
      expect(holding(heard, text)).toHaveLength(1);
    expect(holding(heard, 'old-content')).toEqual([]);
    expect(holding(await since(root, '0'.repeat(40)), 'old-content')).toHaveLength(1);
    expect((await since(root, 'HEAD')).pieces).toEqual([]);
  });

  test('are what a push would send: by id, of several branches, with what tags say', async () => {
    const root = repository();
    const from = committed(root, 'a', 'base\n');
    git(root, 'checkout', '-qb', 'one');
    const one = committed(root, 'a', 'in-one\n');
    git(root, 'checkout', '-q', '-b', 'two', from);
    committed(root, 'a', 'in-two\n');
    git(root, 'tag', '-a', 'v1', '-m', 'said-by-tag');
    git(root, 'checkout', '-q', '-b', 'three', from);
    committed(root, 'a', 'in-three\n');
    const heard = await since(root, from, one, git(root, 'rev-parse', 'v1'));
    const found = ['in-one', 'in-two', 'in-three', 'said-by-tag'].map(
      (text) => holding(heard, text).length,
    );
    expect(found).toEqual([1, 1, 0, 1]);
  });

  test('every ref below a name is left out together, and none there leaves nothing out', async () => {
    const root = repository();
    const from = committed(root, 'a', 'known-content\n');
    git(root, 'update-ref', 'refs/remotes/origin/team/one', from);
    committed(root, 'b', 'later-content\n');
    const known = await since(root, 'refs/remotes/origin/*');
    expect(holding(known, 'later-content')).toHaveLength(1);
    expect(holding(known, 'known-content')).toEqual([]);
    expect(holding(await since(root, 'refs/remotes/other/*'), 'known-content')).toHaveLength(1);
  });

  test('a revision that is unknown is an error, which repeats no key', async () => {
    const root = repository();
    committed(root, 'a', 'a');
    const key = ['db', '4Kx9'.repeat(8)].join('-');
    const failed = (from: string, ...until: string[]) =>
      since(root, from, ...until).then(
        () => undefined,
        (error: unknown) => JSON.stringify(error),
      );
    expect(await failed('no-such-branch')).toMatch(
      /"usage".*no revision is called no-such-branch here/,
    );
    expect(await failed('HEAD', key)).toContain('unknown-revision');
    expect(await failed(key)).not.toContain(key);
    expect(await failed('--all')).toContain('unknown-revision');
  });

  test('what the repository has lost is unreadable', async () => {
    const root = repository();
    const from = committed(root, 'a', 'a');
    committed(root, 'b', 'b-content');
    const blob = git(root, 'rev-parse', 'HEAD:b');
    rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    expect([...(await since(root, from)).unreadable.keys()]).not.toEqual([]);
  });

  test('a first repository without a commit has no HEAD to read', async () => {
    await expect(since(repository(), '0'.repeat(40))).rejects.toMatchObject({
      facts: { rule: 'unknown-revision' },
    });
  });
});

describe('the place of an object', () => {
  test('is its path and the commit that brought it there, wherever a commit is reached from', async () => {
    const root = repository();
    const first = committed(root, 'dir/a ü\n.txt', 'one\n');
    const one = git(root, 'rev-parse', 'HEAD:dir');
    committed(root, 'dir/a ü\n.txt', 'two\n');
    git(root, 'rm', '-qr', 'dir');
    git(root, 'commit', '-qm', 'gone');
    const lost = committed(root, 'lost.txt', 'lost\n');
    git(root, 'reset', '-q', '--hard', 'HEAD~1');
    put(root, 'staged.txt', 'staged\n');
    git(root, 'add', 'staged.txt');
    const blob = (content: string) =>
      gitWith({ input: content }, root, 'hash-object', '-w', '--stdin');
    const asked = ['one\n', 'lost\n', 'staged\n', 'nowhere\n'].map(blob);
    const places = await leakSources({}, '/').places(root, [...asked, first, one, 'f'.repeat(40)]);
    expect(asked.map((id) => places.get(id))).toEqual([
      { path: 'dir/a ü\n.txt', commit: first },
      { path: 'lost.txt', commit: lost },
      { path: 'staged.txt' },
      undefined,
    ]);
    expect(places.get(first)).toEqual({ commit: first });
    expect(places.size).toBe(4);
  });

  test('is found in what only a merge brought in, in the stash and in a bare repository', async () => {
    const root = repository();
    committed(root, 'a', 'base\n');
    git(root, 'checkout', '-qb', 'side');
    committed(root, 'b', 'side\n');
    git(root, 'checkout', '-q', '-');
    committed(root, 'c', 'main\n');
    git(root, 'merge', '-q', '--no-commit', '--no-ff', 'side');
    put(root, 'a', 'merged\n');
    git(root, 'commit', '-qam', 'merged');
    const merge = git(root, 'rev-parse', 'HEAD');
    const merged = git(root, 'rev-parse', 'HEAD:a');
    put(root, 'a', 'stashed\n');
    git(root, 'stash', '-q');
    const stashed = git(root, 'rev-parse', 'stash:a');
    const places = await leakSources({}, '/').places(root, [merged, stashed]);
    expect(places.get(merged)).toEqual({ path: 'a', commit: merge });
    expect(places.get(stashed)).toEqual({ path: 'a', commit: git(root, 'rev-parse', 'stash') });
    const bare = join(outside(), 'bare.git');
    git(root, 'clone', '-q', '--bare', root, bare);
    expect((await leakSources({}, '/').places(bare, [merged])).get(merged)).toEqual({
      path: 'a',
      commit: merge,
    });
  });

  test('of none is none, also where there is no commit', async () => {
    expect((await leakSources({}, '/').places(repository(), [])).size).toBe(0);
    expect((await leakSources({}, '/').places(repository(), ['e'.repeat(40)])).size).toBe(0);
  });
});

test('a reader sees every object once, in one piece where it is small', async () => {
  const root = repository();
  for (let at = 0; at < 30; at++) put(root, `f${at}`, `${at} `.repeat(at * 500));
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'x');
  git(root, 'repack', '-qad');
  const { reader, heard } = keepingReader();
  let chunks = 0;
  const counting = {
    ...reader,
    chunk: (bytes: Uint8Array) => {
      chunks += 1;
      reader.chunk(bytes);
    },
  };
  await leakSources({}, '/').read(
    { kind: 'since', repository: root, since: '0'.repeat(40), until: [] },
    counting,
  );
  expect(heard.pieces).toHaveLength(32);
  // One is empty.
  expect(chunks).toBe(31);
  expect(new Set(heard.pieces.map(({ object }) => object)).size).toBe(32);
});
