import type { SpawnOptions } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { hear } from './a-reader.ts';
import { outside, put, repository } from './a-repository.ts';

vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>();
  return {
    ...real,
    spawn: (command: string, words: readonly string[], options: SpawnOptions) =>
      real.spawn(command === 'git' ? '/nonexistent/git' : command, words, options),
  };
});

test('without git a repository is an error that says what to install, and not an empty scan', async () => {
  const root = repository();
  put(root, 'a', 'a');
  const missing = { facts: { kind: 'provider', rule: 'git-missing' } };
  await expect(hear({ kind: 'paths', paths: [root] })).rejects.toMatchObject(missing);
  await expect(hear({ kind: 'staged', repository: root })).rejects.toMatchObject(missing);
  await expect(hear({ kind: 'history', repository: root })).rejects.toMatchObject(missing);
});

test('without git what lies in no repository is read', async () => {
  const path = put(outside(), 'a', 'a');
  expect((await hear({ kind: 'paths', paths: [path] })).pieces).toHaveLength(2);
});
