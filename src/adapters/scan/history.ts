import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { PieceReader } from '../../ports.ts';
import { wholePiece } from './byte-sink.ts';
import { nameUnfinished, readGitDirectory } from './git-directory.ts';
import { notARepository } from './git-errors.ts';
import { type CallersEnvironment, gitSays, partsOf, startGit } from './git-run.ts';
import { readingInto } from './read-file.ts';
import { batch, readObjects } from './read-objects.ts';
import { type Repository, repositoryAt, repositoryHere } from './repository-of.ts';
import { tellWhatIsMissing } from './what-is-missing.ts';

/**
 * Reads everything a repository keeps: every object, reached or not, the names of refs and of what the
 * index has, the reflogs and git's own files; then the same of its submodules.
 */
export async function readHistory(
  repository: Repository,
  callers: CallersEnvironment,
  reader: PieceReader,
): Promise<void> {
  await tellWhatIsMissing(repository, reader);
  const words = [...batch, '--batch-all-objects', '--unordered'];
  await readObjects(startGit(repository, words, ''), reader, repository.top);
  nameUnfinished(join(repository.shared, 'objects'), reader);
  const refs = await gitSays(repository, ['for-each-ref', '--format=%(refname)']);
  wholePiece({ kind: 'name', name: `${repository.top} (names of refs)` }, refs, reader);
  const inner = await readGitDirectory(repository.shared, readingInto(reader));
  const opened = new Set<string>();
  for (const gitDirectory of inner.workTrees)
    await readIndexNames(repository, gitDirectory, reader);
  for (const directory of [...inner.repositories, ...(await oldSubmodules(repository))]) {
    if (opened.has(directory)) continue;
    opened.add(directory);
    await readHistory(await innerRepository(directory, callers), callers, reader);
  }
}

/** What was only ever staged has its name in no tree. */
async function readIndexNames(
  repository: Repository,
  gitDirectory: string,
  reader: PieceReader,
): Promise<void> {
  if (!existsSync(join(gitDirectory, 'index'))) return;
  const place = { ...repository, variables: { ...repository.variables, GIT_DIR: gitDirectory } };
  const names = partsOf(await gitSays(place, ['ls-files', '-z', '--cached', '--full-name']));
  const lines = Buffer.concat(names.flatMap((name) => [name, feed]));
  wholePiece({ kind: 'name', name: `${gitDirectory}/index (names)` }, lines, reader);
}

const feed = Buffer.from('\n');

/** Before git kept submodules in `.git/modules`, each had its own `.git` directory. */
async function oldSubmodules(repository: Repository): Promise<readonly string[]> {
  if (repository.isBare) return [];
  const entries = partsOf(await gitSays(repository, ['ls-files', '-z', '--stage', '--full-name']));
  return entries
    .filter((entry) => entry.toString('latin1', 0, 6) === '160000')
    .map((entry) => join(repository.top, entry.toString('utf8', entry.indexOf(9) + 1)))
    .filter((path) => lstatSync(join(path, '.git'), { throwIfNoEntry: false })?.isDirectory());
}

/** A submodule's settings name its work tree, which need not be there: only the git directory is read. */
async function innerRepository(
  directory: string,
  callers: CallersEnvironment,
): Promise<Repository> {
  if (existsSync(join(directory, '.git'))) return repositoryHere(directory, callers);
  const variables = { GIT_DIR: directory, GIT_WORK_TREE: directory };
  const found = await repositoryAt({ directory, variables, trusted: [] });
  return found === undefined
    ? notARepository(directory)
    : { ...found, top: directory, isBare: true };
}
