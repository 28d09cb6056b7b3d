import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import { scratch } from '../../scratch.ts';
import { hear, holding, texts } from './a-reader.ts';
import { committed, git, gitWith, outside, put, repository } from './a-repository.ts';
import { zipOf } from './an-archive.ts';
import { hidingPlaces, logShows, ownFiles } from './hiding-places.ts';

const canary = 'canary-of-the-test';

async function history(root: string) {
  return hear({ kind: 'history', repository: root });
}

function hiding(hide: (root: string, text: string) => void, ...words: readonly string[]): string {
  const root = repository(...words);
  committed(root, 'first.txt', 'first\n');
  hide(root, canary);
  return root;
}

describe('history reaches', () => {
  for (const [name, hide] of Object.entries(hidingPlaces)) {
    test(name, async () => {
      const root = hiding(hide);
      rmSync(join(root, '.git/COMMIT_EDITMSG'), { force: true });
      const heard = await history(root);
      expect(holding(heard, canary)).not.toEqual([]);
      expect([...heard.unreadable]).toEqual([]);
    });
  }

  for (const [name, hide] of Object.entries(ownFiles)) {
    test(name, async () => {
      const heard = await history(hiding(hide));
      expect(holding(heard, canary)).not.toEqual([]);
      expect([...heard.unreadable]).toEqual([]);
    });
  }

  test('thirteen of thirteen, of which git log -p --all shows five', async () => {
    const shown = Object.entries(hidingPlaces).map(([name, hide]) => ({
      name,
      isShown: logShows(hiding(hide), canary),
    }));
    expect(shown).toHaveLength(13);
    expect(shown.filter(({ isShown }) => !isShown).map(({ name }) => name)).toEqual([
      'what only a merge brought in',
      'a tag’s message',
      'an object that nothing reaches',
      'a commit that only the reflog reaches',
      'the index alone',
      'a binary file',
      'a branch’s name',
      'the stash',
    ]);
  });

  test('all of them in packs, and where ids are of SHA-256', async () => {
    for (const words of [[], ['--object-format=sha256']]) {
      const root = repository(...words);
      committed(root, 'first.txt', 'first\n');
      const kinds = Object.entries(hidingPlaces);
      const plants = kinds.map(([, hide], index) => ({ hide, text: `canary-${index}-` }));
      for (const { hide, text } of plants) hide(root, text);
      git(root, 'repack', '-qad', '--keep-unreachable');
      const heard = await history(root);
      const missed = plants.filter(({ text }) => holding(heard, text).length === 0);
      expect(missed).toEqual([]);
      const id = heard.pieces.find(({ name }) => name.startsWith('blob '))?.object;
      expect(id).toHaveLength(words.length === 0 ? 40 : 64);
    }
  });
});

describe('history', () => {
  test('does not name a branch in a report that may be called after a key', async () => {
    const key = ['k', '3y'.repeat(16)].join('-');
    const root = hiding((at) => git(at, 'branch', key));
    const heard = await history(root);
    expect(holding(heard, key)).toEqual(
      [
        `${root} (names of refs)`,
        `${root}/.git/refs/heads/`,
        `${root}/.git/logs/refs/heads/`,
      ].sort(),
    );
    const told = [...heard.pieces.map(({ name }) => name), ...heard.skipped.keys()];
    expect(told.filter((name) => name.includes(key))).toEqual([]);
  });

  test('of trees is names, without the ids between them', async () => {
    const root = repository();
    for (const name of ['a', 'name with blank', 'ü\nline']) put(root, name, name);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    const tree = git(root, 'rev-parse', 'HEAD^{tree}');
    const heard = await history(root);
    const piece = heard.pieces.find(({ object }) => object === tree);
    expect(piece).toMatchObject({ kind: 'object', name: `tree ${tree.slice(0, 12)}` });
    expect(Buffer.from(piece?.text ?? '', 'latin1').toString()).toBe(
      'a\nname with blank\nü\nline\n',
    );
  });

  test('of an empty repository is its settings, and of no repository an error', async () => {
    const heard = await history(repository());
    expect(Object.keys(texts(heard)).some((name) => name.endsWith('.git/config'))).toBe(true);
    expect([...heard.unreadable]).toEqual([]);
    await expect(history(outside())).rejects.toMatchObject({ facts: { rule: 'not-a-repository' } });
  });

  test('of a bare repository, and of one in which something is damaged', async () => {
    const root = hiding(hidingPlaces['a file of today'] ?? (() => undefined));
    const bare = join(scratch(), 'bare.git');
    git(root, 'clone', '-q', '--bare', root, bare);
    expect(holding(await history(bare), canary)).not.toEqual([]);
    const blob = git(bare, 'rev-parse', 'HEAD:a.txt');
    const loose = join(root, '.git/objects', blob.slice(0, 2), blob.slice(2));
    rmSync(loose);
    writeFileSync(loose, 'damaged');
    expect([...(await history(root)).unreadable.keys()]).toEqual([
      `object ${blob.slice(0, 12)}`,
      root,
    ]);
  });

  test('says what a shallow clone and a partial one do not have', async () => {
    const root = hiding(hidingPlaces['a file that was deleted'] ?? (() => undefined));
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    const clones = [['--depth', '1'], ['--filter=blob:none']].map((words) => {
      const clone = join(scratch(), 'clone');
      git(root, 'clone', '-q', '--no-checkout', ...words, `file://${root}`, clone);
      return clone;
    });
    const said = await Promise.all(
      clones.map(async (at) => [...(await history(at)).skipped.values()]),
    );
    expect(said.map((lines) => lines.map((line) => line.split(':')[0]))).toEqual([
      ['a shallow clone'],
      ['a partial clone'],
    ]);
  });

  test('has the history of submodules, wherever their git directory is', async () => {
    const [root, inner] = [repository(), repository()];
    committed(inner, 'a.txt', canary);
    git(inner, 'rm', '-q', 'a.txt');
    git(inner, 'commit', '-qm', 'gone');
    git(root, 'submodule', '--quiet', 'add', inner, 'new');
    git(root, 'clone', '-q', inner, join(root, 'old'));
    git(root, 'add', 'old');
    const heard = await history(root);
    expect([...heard.unreadable]).toEqual([]);
    const blobs = holding(heard, canary).filter((name) => name.startsWith('blob '));
    expect(blobs).toHaveLength(2);
    rmSync(join(root, 'new'), { recursive: true });
    expect(holding(await history(root), canary).length).toBe(2);
  });

  test('is that of the whole repository from any of its work trees', async () => {
    const root = hiding(hidingPlaces['a branch’s name'] ?? (() => undefined));
    const tree = join(scratch(), 'tree');
    git(root, 'worktree', 'add', '-q', '--detach', tree);
    expect(holding(await history(tree), canary)).not.toEqual([]);
  });

  test('opens zip archives among the blobs, entry by entry', async () => {
    const root = repository();
    put(root, 'a.zip', zipOf([['in/x.txt', canary.repeat(50)]]));
    git(root, 'add', 'a.zip');
    const blob = git(root, 'rev-parse', ':a.zip');
    const heard = await history(root);
    expect(heard.pieces.find(({ text }) => text.includes(canary))).toMatchObject({
      kind: 'entry',
      name: `blob ${blob.slice(0, 12)}!in/x.txt`,
      object: blob,
    });
  });

  test('starts no program that a repository names', async () => {
    const root = hiding(() => undefined);
    const mark = join(root, 'mark');
    const program = put(root, 'program', `#!/bin/sh\necho ran >> '${mark}'\n`);
    chmodSync(program, 0o755);
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'gpg.program',
      'core.hooksPath',
      'diff.external',
      'diff.x.textconv',
      'core.sshCommand',
      'filter.x.smudge',
      'core.editor',
    ])
      git(root, 'config', key, program);
    git(root, 'config', 'log.showSignature', 'true');
    put(root, '.gitattributes', '* diff=x filter=x\n');
    gitWith(
      {},
      root,
      '-c',
      'core.fsmonitor=false',
      '-c',
      'filter.x.smudge=cat',
      'add',
      '.gitattributes',
    );
    rmSync(mark, { force: true });
    await hear({ kind: 'staged', repository: root });
    await hear({ kind: 'paths', paths: [root] });
    const heard = await history(root);
    await hear({ kind: 'since', repository: root, since: '0'.repeat(40), until: [] });
    const blobs = heard.pieces.flatMap(({ object }) => object ?? []);
    await leakSources({}, '/').places(root, blobs);
    expect(existsSync(mark)).toBe(false);
  });
});
