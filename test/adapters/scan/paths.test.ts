import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import { isRoot } from '../../scratch-homes.ts';
import { bundled } from '../bundled.ts';
import { makeFifo } from '../fifo.ts';
import { countingReader, type Heard, hear, holding, keepingReader, texts } from './a-reader.ts';
import { committed, git, outside, put, repository } from './a-repository.ts';

const paths = (...asked: readonly string[]): Promise<Heard> =>
  hear({ kind: 'paths', paths: asked });

async function below(root: string): Promise<Readonly<Record<string, string>>> {
  const heard = await paths(root);
  const named = Object.entries(texts(heard)).map(([name, text]) => [
    name.slice(root.length + 1),
    text,
  ]);
  return Object.fromEntries(named);
}

const nobody = 65_534;

describe('a directory in a work tree', () => {
  test('is what git tracks, ignored or not, and what it would add', async () => {
    const root = repository();
    put(root, '.gitignore', '*.env\nbuild/\n');
    committed(root, 'tracked.env', 'tracked\n');
    put(root, 'ignored.env', 'ignored\n');
    put(root, 'build/out', 'out\n');
    put(root, 'new/file', 'new\n');
    put(root, 'staged', 'staged\n');
    git(root, 'add', 'staged');
    committed(root, 'deleted', 'deleted\n');
    rmSync(join(root, 'deleted'));
    put(root, 'tracked.env', 'changed\n');
    expect(await below(root)).toEqual({
      '.gitignore': '*.env\nbuild/\n',
      'tracked.env': 'changed\n',
      'new/file': 'new\n',
      staged: 'staged\n',
    });
    expect(await below(join(root, 'new'))).toEqual({ file: 'new\n' });
  });

  test('that is ignored itself is read all the same when it is asked for, and so is a file', async () => {
    const root = repository();
    put(root, '.gitignore', 'build/\n');
    put(root, 'build/deep/out', 'out\n');
    expect(await below(join(root, 'build'))).toEqual({ 'deep/out': 'out\n' });
    expect(texts(await paths(join(root, 'build/deep/out')))).toEqual({
      [`${root}/build/deep/out`]: 'out\n',
    });
  });

  test('has names of any bytes', async () => {
    const root = repository();
    const raw = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x62, 0xff, 0x63])]);
    writeFileSync(raw, 'not UTF-8\n');
    for (const name of ['ü', 'line\nend', 'tab\tx', '"q"', '-dash', ' blank ', ':(top)x', '*'])
      put(root, name, 'x\n');
    git(root, 'add', 'line\nend', 'ü');
    const heard = await paths(root);
    expect(Object.values(texts(heard)).sort()).toEqual(['not UTF-8\n', ...Array(8).fill('x\n')]);
    expect([...heard.unreadable]).toEqual([]);
    const names = heard.pieces.filter(({ kind }) => kind === 'name').map(({ text }) => text);
    expect(names).toContain('b\xffc');
    expect(names).toContain('line\nend');
  });

  test('has its submodules and the repositories in it, each by its own rules', async () => {
    const [root, inner, other] = [repository(), repository(), repository()];
    committed(inner, 'a.env', 'inner\n');
    git(root, 'submodule', '--quiet', 'add', inner, 'sub');
    git(root, 'commit', '-qm', 'x');
    put(root, 'sub/.gitignore', 'gone\n');
    put(root, 'sub/gone', 'ignored there\n');
    put(root, 'sub/new', 'new there\n');
    git(root, 'clone', '-q', inner, join(root, 'nested'));
    git(root, 'clone', '-q', inner, join(other, 'not-fetched'));
    const found = await below(root);
    expect(found).toMatchObject({
      'sub/a.env': 'inner\n',
      'sub/new': 'new there\n',
      'nested/a.env': 'inner\n',
    });
    expect(Object.keys(found).sort()).toEqual([
      '.gitmodules',
      'nested/a.env',
      'sub/.gitignore',
      'sub/a.env',
      'sub/new',
    ]);
  });

  test('has each side of a conflict once, a link’s target, and nothing of what it leads to', async () => {
    const root = repository();
    committed(root, 'both', 'base\n');
    git(root, 'checkout', '-qb', 'side');
    committed(root, 'both', 'theirs\n');
    git(root, 'checkout', '-q', '-');
    committed(root, 'both', 'ours\n');
    expect(() => git(root, 'merge', '-q', 'side')).toThrow();
    symlinkSync('/etc/passwd', join(root, 'link'));
    const heard = await paths(root);
    expect(heard.pieces.filter(({ kind }) => kind === 'file')).toHaveLength(1);
    expect(holding(heard, '<<<<<<<')).toEqual([`${root}/both`]);
    expect(holding(heard, '/etc/passwd')).toEqual([`${root}/link`]);
  });

  test('in a linked work tree is that work tree', async () => {
    const [root, tree] = [repository(), join(outside(), 'tree')];
    committed(root, 'a', 'a\n');
    git(root, 'worktree', 'add', '-q', '--detach', tree);
    put(tree, 'b', 'b\n');
    expect(await below(tree)).toEqual({ a: 'a\n', b: 'b\n' });
  });

  test.skipIf(!isRoot)(
    'of a stranger is an error, not an empty scan (skipped: needs root)',
    async () => {
      const root = repository();
      put(root, 'a', 'a');
      chownSync(root, nobody, nobody);
      await expect(paths(root)).rejects.toMatchObject({
        facts: { kind: 'unsafe-file', rule: 'git-distrusts' },
      });
      await expect(hear({ kind: 'staged', repository: root })).rejects.toMatchObject({
        facts: { rule: 'git-distrusts' },
      });
      const home = outside();
      put(
        home,
        '.gitconfig',
        `[safe]\n\tdirectory = ${root}\n[core]\n\texcludesFile = ${home}/ignore\n`,
      );
      put(home, 'ignore', 'a\n');
      const trusted = await hear({ kind: 'paths', paths: [root] }, { HOME: home });
      expect(texts(trusted)).toEqual({ [`${root}/a`]: 'a' });
      const sudo = await hear({ kind: 'paths', paths: [root] }, { SUDO_UID: '65534' });
      expect(texts(sudo)).toEqual({ [`${root}/a`]: 'a' });
    },
  );
});

describe('a directory outside of any', () => {
  test('is walked: hidden files, any depth, no link followed, no loop entered', async () => {
    const root = outside();
    put(root, 'a/b/c/.hidden', 'deep\n');
    put(root, 'empty', '');
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('loop', join(root, 'loop'));
    symlinkSync('nowhere-to-go', join(root, 'dangling'));
    const heard = await paths(root);
    expect(texts(heard)).toEqual({ [`${root}/a/b/c/.hidden`]: 'deep\n', [`${root}/empty`]: '' });
    expect(holding(heard, 'nowhere-to-go')).toEqual([`${root}/dangling`]);
    expect([...heard.unreadable]).toEqual([]);
  });

  test('names what is no file, and waits for nobody', async () => {
    const root = outside();
    makeFifo(join(root, 'fifo'));
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    mkdirSync(join(root, 'tree/.git'), { recursive: true });
    const heard = await paths(root);
    server.close();
    expect(
      [...heard.skipped].map(([name, why]) => `${name.slice(root.length)} ${why.split(':')[0]}`),
    ).toEqual(['/fifo a FIFO', '/socket a socket', '/tree/.git a repository’s own files']);
    const asked = await paths(join(root, 'fifo'));
    expect([...asked.skipped.values()]).toEqual(['a FIFO']);
  });

  test('goes on when a file vanishes while it is read about', async () => {
    const root = outside();
    for (const name of ['a', 'b', 'c']) put(root, name, name);
    const { reader, heard } = keepingReader();
    const vanishing = {
      ...reader,
      begin: (piece: Parameters<typeof reader.begin>[0]) => {
        if (piece.name.endsWith('/a')) rmSync(join(root, 'b'), { force: true });
        reader.begin(piece);
      },
    };
    await leakSources({}, '/').read({ kind: 'paths', paths: [root] }, vanishing);
    expect(Object.keys(texts(heard))).toEqual([`${root}/a`, `${root}/c`]);
    expect([...heard.unreadable]).toEqual([]);
  });

  test.skipIf(!isRoot)('says what another uid may not read (skipped: needs root)', async () => {
    const root = outside();
    chmodSync(root, 0o755);
    put(root, 'open', 'open\n');
    chmodSync(put(root, 'closed', 'closed\n'), 0o600);
    mkdirSync(join(root, 'shut'), { mode: 0o700 });
    git(root, 'init', '-q', 'tree');
    mkdirSync(join(root, 'tree/shut'), { mode: 0o700 });
    execFileSync('chown', ['-R', '65534:65534', join(root, 'tree')]);
    chownSync(join(root, 'tree/shut'), 0, 0);
    const script = bundled(
      root,
      'ask',
      `import { leakSources } from './scan/leak-sources.ts';
      const told = [];
      const nothing = () => {};
      const unreadable = (name, why) => told.push([name, why]);
      const reader = { begin: nothing, chunk: nothing, end: nothing, skipped: nothing, unreadable };
      const { read } = leakSources({}, '/');
      await read({ kind: 'paths', paths: ['${root}'] }, reader);
      await read({ kind: 'paths', paths: ['${root}/tree'] }, reader);
      await read({ kind: 'environment', pid: 1 }, reader).catch(({ facts }) => told.push([facts.rule]));
      console.log(JSON.stringify(told));`,
    );
    chmodSync(script, 0o644);
    const told = JSON.parse(
      execFileSync(process.execPath, [script], {
        cwd: root,
        encoding: 'utf8',
        uid: nobody,
        gid: nobody,
      }),
    );
    expect(told).toEqual([
      [`${root}/closed`, 'permission denied (EACCES)'],
      [`${root}/shut`, 'permission denied (EACCES)'],
      [`${root}/tree/shut`, 'permission denied (EACCES)'],
      [`${root}/tree/shut`, 'permission denied'],
      ['not-permitted'],
    ]);
  });
});

describe('a path that is asked for', () => {
  test('and is not there is an error, before anything is read', async () => {
    const root = outside();
    const { reader, heard } = keepingReader();
    const asked = [put(root, 'a', 'a'), join(root, 'missing')];
    const read = leakSources({}, '/').read({ kind: 'paths', paths: asked }, reader);
    await expect(read).rejects.toMatchObject({ facts: { kind: 'unsafe-file', rule: 'not-there' } });
    expect(heard.pieces).toEqual([]);
  });

  test('and is a link is its target’s text, and what it leads to', async () => {
    const root = outside();
    put(root, 'real', 'content\n');
    symlinkSync('real', join(root, 'link'));
    symlinkSync('nowhere', join(root, 'dangling'));
    symlinkSync('loop', join(root, 'loop'));
    symlinkSync('/dev/zero', join(root, 'device'));
    const names = ['link', 'dangling', 'loop', 'device'].map((name) => join(root, name));
    const heard = await paths(...names);
    expect(texts(heard)).toEqual({ [`${root}/link`]: 'content\n' });
    expect(holding(heard, 'nowhere')).toEqual([`${root}/dangling`]);
    expect([...heard.skipped.values()]).toEqual([
      'a link that leads nowhere',
      'a link that leads nowhere',
      'a device',
    ]);
  });

  test('and is large is read to its end, in little memory', async () => {
    const path = put(outside(), 'sparse', '');
    truncateSync(path, 300 * 2 ** 20);
    const fd = openSync(path, 'a');
    writeSync(fd, 'the end');
    const before = process.memoryUsage.rss();
    const { reader, bytes } = countingReader();
    await leakSources({}, '/').read({ kind: 'paths', paths: [path] }, reader);
    expect(bytes()).toBe(300 * 2 ** 20 + 7 + 'sparse'.length);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 2 ** 20);
  });

  test('and is of no size by its own word is read all the same', async () => {
    const heard = await paths('/proc/version');
    expect(texts(heard)['/proc/version']).toContain('version');
  });
});

describe('the repository of a path', () => {
  const of = (path: string) => leakSources({}, '/').repositoryOf(path);

  test('is the nearest work tree, bare repository or submodule around it', async () => {
    const [root, inner, place] = [repository(), repository(), outside()];
    committed(inner, 'deep/a', 'a');
    git(root, 'submodule', '--quiet', 'add', inner, 'sub');
    git(root, 'clone', '-q', '--bare', inner, join(place, 'bare.git'));
    git(inner, 'worktree', 'add', '-q', '--detach', join(place, 'tree'));
    expect(await of(join(inner, 'deep/a'))).toBe(inner);
    expect(await of(join(inner, 'deep/missing'))).toBe(inner);
    expect(await of(join(root, 'sub/deep'))).toBe(join(root, 'sub'));
    expect(await of(join(place, 'bare.git/refs'))).toBe(join(place, 'bare.git'));
    expect(await of(join(place, 'tree/deep'))).toBe(join(place, 'tree'));
    expect(await of(place)).toBeUndefined();
  });
});
