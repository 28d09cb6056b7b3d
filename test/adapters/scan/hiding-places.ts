import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { committed, git, gitWith, put, repository } from './a-repository.ts';

/** Where a secret hides in a repository: puts the text there. */
export type Hide = (root: string, text: string) => void;

/** The thirteen places of a repository that a scan of history must reach; each works on a repository of its own. */
export const hidingPlaces: Readonly<Record<string, Hide>> = {
  'a file of today': (root, text) => void committed(root, 'a.txt', `x ${text}\n`),
  'a file that was deleted': (root, text) => {
    committed(root, 'a.txt', `x ${text}\n`);
    git(root, 'rm', '-q', 'a.txt');
    git(root, 'commit', '-qm', 'gone');
  },
  'what only a merge brought in': (root, text) => {
    git(root, 'checkout', '-qb', 'side');
    committed(root, 'side.txt', 'side\n');
    git(root, 'checkout', '-q', '-');
    committed(root, 'main.txt', 'main\n');
    git(root, 'merge', '-q', '--no-commit', '--no-ff', 'side');
    put(root, 'main.txt', `${text}\n`);
    git(root, 'commit', '-qam', 'merged');
  },
  'a commit’s message': (root, text) =>
    void git(root, 'commit', '-q', '--allow-empty', '-m', `about ${text}`),
  'a tag’s message': (root, text) => void git(root, 'tag', '-a', 'v1', '-m', `release ${text}`),
  'an object that nothing reaches': (root, text) =>
    void gitWith({ input: text }, root, 'hash-object', '-w', '--stdin'),
  'a commit that only the reflog reaches': (root, text) => {
    committed(root, 'a.txt', `${text}\n`);
    git(root, 'reset', '-q', '--hard', 'HEAD~1');
  },
  'the index alone': (root, text) => {
    put(root, 'a.txt', `${text}\n`);
    git(root, 'add', 'a.txt');
    rmSync(join(root, 'a.txt'));
  },
  'a binary file': (root, text) =>
    void committed(root, 'a.bin', Buffer.from(`\0\x01\xff${text}\0\xfe`, 'latin1')),
  'a file’s name': (root, text) => void committed(root, `dir/${text}.txt`, 'nothing\n'),
  'a branch’s name': (root, text) => void git(root, 'branch', text),
  'the stash': (root, text) => {
    committed(root, 'a.txt', 'nothing\n');
    put(root, 'a.txt', `${text}\n`);
    git(root, 'stash', '-q');
  },
  'a note': (root, text) => void git(root, 'notes', 'add', '-m', text),
};

/** More of them, in git's own files. */
export const ownFiles: Readonly<Record<string, Hide>> = {
  'a setting': (root, text) => void git(root, 'config', 'remote.x.url', `https://t:${text}@host/x`),
  'a reflog’s message': (root, text) =>
    void git(root, 'update-ref', '--create-reflog', '-m', text, 'refs/heads/x', 'HEAD'),
  'a hook': (root, text) => void put(root, '.git/hooks/pre-push', `#!/bin/sh\n# ${text}\n`),
  'a message that was not used': (root, text) => void put(root, '.git/COMMIT_EDITMSG', text),
  'a merge’s message': (root, text) => void put(root, '.git/MERGE_MSG', text),
  'a rebase under way': (root, text) => void put(root, '.git/rebase-merge/message', text),
  'a packed ref': (root, text) => {
    git(root, 'branch', text);
    git(root, 'pack-refs', '--all');
  },
  'a name in the index alone': (root, text) => {
    put(root, `${text}.txt`, '');
    git(root, 'update-index', '--index-version', '4');
    git(root, 'add', `${text}.txt`);
  },
  'a tree’s name for a submodule’s git directory': (root, text) => {
    git(root, 'submodule', '--quiet', 'add', plain(text), 'sub');
  },
  'another work tree’s index': (root, text) => {
    const tree = `${root}-tree`;
    git(root, 'worktree', 'add', '-q', tree);
    put(tree, `${text}.txt`, '');
    git(tree, 'add', `${text}.txt`);
    rmSync(tree, { recursive: true });
  },
  'an object of another repository (alternates)': (root, text) => {
    const other = plain(text);
    appendFileSync(join(root, '.git/objects/info/alternates'), `${other}/.git/objects\n`);
  },
  'a description': (root, text) => writeFileSync(join(root, '.git/description'), text),
  'what is excluded': (root, text) => appendFileSync(join(root, '.git/info/exclude'), text),
};

function plain(text: string): string {
  const root = repository();
  committed(root, 'a.txt', text);
  return root;
}

/** True when `git log -p --all` shows the text. */
export function logShows(root: string, text: string): boolean {
  return git(root, 'log', '-p', '--all').includes(text);
}
