import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../../scratch.ts';
import { bundled } from '../bundled.ts';
import { committed, git, put, repository } from './a-repository.ts';

const canary = 'canary-in-a-commit';
let script = '';

beforeAll(() => {
  script = bundled(
    scratch(),
    'hook',
    `import { leakSources } from './scan/leak-sources.ts';
    let isClean = true;
    const nothing = () => {};
    const unclean = () => { isClean = false; };
    const chunk = (bytes) => { if (bytes.includes('${canary}')) isClean = false; };
    const reader = { begin: nothing, chunk, end: nothing, skipped: nothing, unreadable: unclean };
    const sources = leakSources(process.env, process.cwd());
    const repository = await sources.repositoryOf(process.cwd());
    await sources.read({ kind: 'staged', repository }, reader);
    if (!isClean) process.exitCode = 1;`,
  );
});

/** A repository with two files, whose hook lets nothing with the canary through. */
function hooked(): string {
  const root = repository();
  committed(root, 'a', '1\n');
  committed(root, 'b', '1\n');
  hookIn(join(root, '.git/hooks'));
  return root;
}

function hookIn(hooks: string): void {
  const command = `#!/bin/sh\nexec '${process.execPath}' '${script}'\n`;
  chmodSync(put(hooks, 'pre-commit', command), 0o755);
}

function commits(root: string, ...words: readonly string[]): boolean {
  const before = git(root, 'rev-parse', 'HEAD');
  try {
    git(root, 'commit', '-qm', 'x', ...words);
  } catch {
    expect(git(root, 'rev-parse', 'HEAD')).toBe(before);
    return false;
  }
  return true;
}

describe('a real commit is stopped by what it would bring, and by nothing else', () => {
  test('when it takes everything, or some files only', () => {
    const root = hooked();
    put(root, 'a', `${canary}\n`);
    put(root, 'b', '2\n');
    expect(commits(root, '-a')).toBe(false);
    expect(commits(root, '--', 'a')).toBe(false);
    git(root, 'add', 'a');
    expect(commits(root)).toBe(false);
    // Staged beside it, which this commit leaves where it is.
    expect(commits(root, '--', 'b')).toBe(true);
    put(root, 'a', 'clean\n');
    expect(commits(root)).toBe(false);
    expect(commits(root, '-a')).toBe(true);
  });

  test('from a directory below, with -i, and in an amended or an empty commit', () => {
    const root = hooked();
    put(root, 'dir/c', `${canary}\n`);
    git(root, 'add', 'dir/c');
    put(root, 'b', '2\n');
    expect(commits(join(root, 'dir'), '-i', '../b')).toBe(false);
    expect(commits(root, '--amend')).toBe(false);
    git(root, 'rm', '-q', '--cached', 'dir/c');
    expect(commits(join(root, 'dir'), '-i', '../b')).toBe(true);
    expect(commits(root, '--allow-empty')).toBe(true);
  });

  test('in a linked work tree and in a submodule', () => {
    const [root, tree] = [hooked(), join(scratch(), 'tree')];
    git(root, 'worktree', 'add', '-q', '--detach', tree);
    put(tree, 'a', `${canary}\n`);
    expect(commits(tree, '-a')).toBe(false);
    put(tree, 'a', 'clean\n');
    expect(commits(tree, '-a')).toBe(true);
    git(root, 'submodule', '--quiet', 'add', hooked(), 'sub');
    hookIn(join(root, '.git/modules/sub/hooks'));
    put(root, 'sub/a', `${canary}\n`);
    expect(commits(join(root, 'sub'), '-a')).toBe(false);
    put(root, 'sub/a', 'clean\n');
    expect(commits(join(root, 'sub'), '-a')).toBe(true);
  });

  test('when a merge is under way', () => {
    const root = hooked();
    git(root, 'checkout', '-qb', 'side');
    expect(commits(root, '--allow-empty')).toBe(true);
    git(root, 'checkout', '-q', '-');
    put(root, 'c', 'c\n');
    git(root, 'add', 'c');
    expect(commits(root)).toBe(true);
    git(root, 'merge', '-q', '--no-commit', '--no-ff', 'side');
    put(root, 'a', `${canary}\n`);
    expect(commits(root, '-a')).toBe(false);
    put(root, 'a', 'clean\n');
    expect(commits(root, '-a')).toBe(true);
  });
});
