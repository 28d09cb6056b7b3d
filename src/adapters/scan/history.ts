import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { asPineError } from '../../errors.ts';
import type { PieceReader } from '../../ports.ts';
import { wholePiece } from './byte-sink.ts';
import { nameUnfinished, readGitDirectory } from './git-directory.ts';
import { complaintIn, notARepository } from './git-errors.ts';
import { askGit, type CallersEnvironment, type GitPlace, partsOf, startGit } from './git-run.ts';
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
  const refs = await answered(repository, ['for-each-ref', '--format=%(refname)'], reader);
  wholePiece({ kind: 'name', name: `${repository.top} (names of refs)` }, refs, reader);
  const reftable = join(repository.shared, 'reftable');
  if (existsSync(reftable)) reader.skipped(reftable, 'reflogs in a packed form that is not opened');
  const inner = await readGitDirectory(repository.shared, readingInto(reader));
  for (const directory of inner.workTrees) await readIndexNames(repository, directory, reader);
  const old = await oldSubmodules(repository, reader);
  for (const directory of [...inner.repositories, ...old])
    await readInner(directory, callers, reader);
}

/** A submodule that cannot be read must not hide what was found before it, nor what comes after. */
async function readInner(
  directory: string,
  callers: CallersEnvironment,
  reader: PieceReader,
): Promise<void> {
  try {
    await readHistory(await innerRepository(directory, callers), callers, reader);
  } catch (error) {
    reader.unreadable(directory, asPineError(error).message);
  }
}

/** What git says to this; where it fails, that is told, and it says nothing. */
async function answered(
  place: GitPlace,
  words: readonly string[],
  reader: PieceReader,
): Promise<Buffer> {
  const { code, out, err } = await askGit(place, words);
  if (code !== 0) reader.unreadable(place.directory, complaintIn(err) ?? `git ended with ${code}`);
  return out;
}

/** What was only ever staged has its name in no tree. */
async function readIndexNames(
  repository: Repository,
  gitDirectory: string,
  reader: PieceReader,
): Promise<void> {
  if (!existsSync(join(gitDirectory, 'index'))) return;
  const variables = { ...repository.variables, GIT_DIR: gitDirectory };
  const words = ['ls-files', '-z', '--cached', '--full-name'];
  const names = partsOf(await answered({ ...repository, variables }, words, reader));
  const lines = Buffer.concat(names.flatMap((name) => [name, feed]));
  wholePiece({ kind: 'name', name: `${gitDirectory}/index (names)` }, lines, reader);
}

const feed = Buffer.from('\n');

/** Before git kept submodules in `.git/modules`, each had its own `.git` directory. */
async function oldSubmodules(
  repository: Repository,
  reader: PieceReader,
): Promise<readonly string[]> {
  if (repository.isBare) return [];
  const words = ['ls-files', '-z', '--stage', '--full-name'];
  const entries = partsOf(await answered(repository, words, reader));
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
  const found = await repositoryAt({ directory, variables, trusted: [] }, callers);
  return found === undefined
    ? notARepository(directory)
    : { ...found, top: directory, isBare: true };
}
