import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { asPineError } from '../../errors.ts';
import { wholePiece } from './byte-sink.ts';
import { complaintIn, gitFailed } from './git-errors.ts';
import {
  type Answered,
  askGit,
  type CallersEnvironment,
  type GitPlace,
  partsOf,
} from './git-run.ts';
import { type Reading, readFile } from './read-file.ts';
import { repositoryAround } from './repository-of.ts';
import { joined, walk } from './walk.ts';

/** A path that git knows of, relative to the directory that was asked for. */
interface Listed {
  readonly path: Buffer;
  /** Another repository: a submodule, or one that merely lies there. */
  readonly isRepository: boolean;
}

/**
 * Reads a directory: in a work tree what git tracks, ignored or not, and what it would add; in other
 * repositories below it the same; elsewhere, and where the directory itself is ignored, everything.
 */
export async function readDirectory(
  directory: string,
  callers: CallersEnvironment,
  reading: Reading,
): Promise<void> {
  const repository = await repositoryAround(directory, callers);
  if (repository === undefined || repository.isBare) return walk(directory, reading);
  const place = { ...repository, directory };
  if (await isIgnored(place)) return walk(directory, reading);
  const listed = await listedIn(place, reading);
  for (const { path, isRepository } of listed) {
    if (isRepository)
      await readRepository(join(directory, path.toString('utf8')), callers, reading);
    else await readListed(directory, path, reading);
  }
}

async function isIgnored(place: GitPlace): Promise<boolean> {
  const words = ['check-ignore', '--quiet', '--', '.'];
  const { code, err } = await askGit(place, words);
  return code > 1 ? gitFailed(place.directory, words, code, err) : code === 0;
}

async function readListed(directory: string, path: Buffer, reading: Reading): Promise<void> {
  const shown = path.toString('utf8');
  const slash = shown.lastIndexOf('/') + 1;
  wholePiece({ kind: 'name', name: `${directory}/${shown.slice(0, slash)}` }, path, reading.reader);
  await readFile(joined(Buffer.from(directory), path), `${directory}/${shown}`, reading);
}

/** A submodule that was never fetched is an empty directory, or none; it has no repository of its own then. */
async function readRepository(
  directory: string,
  callers: CallersEnvironment,
  reading: Reading,
): Promise<void> {
  const isDirectory = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (!isDirectory(directory)) return;
  const own = lstatSync(join(directory, '.git'), { throwIfNoEntry: false });
  if (own === undefined) return walk(directory, reading);
  try {
    await readDirectory(directory, callers, reading);
  } catch (error) {
    // What lies around it is read all the same.
    reading.reader.unreadable(directory, asPineError(error).message);
  }
}

/** Both lists at once, since most of what they take is waiting; what git complains of is told in their order. */
async function listedIn(place: GitPlace, reading: Reading): Promise<readonly Listed[]> {
  const lists = [
    ['ls-files', '-z', '--stage'],
    ['ls-files', '-z', '--others', '--exclude-standard'],
  ];
  const answers = await Promise.all(lists.map((words) => askGit(place, words)));
  const [tracked = [], others = []] = lists.map((words, index) =>
    partsOf(listing(place, words, answers[index] as Answered, reading)),
  );
  return [...staged(tracked), ...others.map(unstaged)];
}

/** A conflict has a path up to three times, one after the other. */
function staged(entries: readonly Buffer[]): readonly Listed[] {
  const listed: Listed[] = [];
  for (const entry of entries) {
    const path = entry.subarray(entry.indexOf(9) + 1);
    if (listed.at(-1)?.path.equals(path)) continue;
    listed.push({ path, isRepository: entry.toString('latin1', 0, 6) === '160000' });
  }
  return listed;
}

/** Git ends the name of a repository that it does not enter with a slash. */
function unstaged(path: Buffer): Listed {
  const isRepository = path.at(-1) === 47;
  return { path: isRepository ? path.subarray(0, -1) : path, isRepository };
}

const closedDirectory = /^warning: could not open directory '(.*)\/': (.*)$/gm;

function listing(
  place: GitPlace,
  words: readonly string[],
  { code, out, err }: Answered,
  { reader }: Reading,
): Buffer {
  if (code !== 0) gitFailed(place.directory, words, code, err);
  // Git goes on without it and says nothing by its exit code.
  for (const [, path = '', why = ''] of err.matchAll(closedDirectory))
    reader.unreadable(join(place.directory, path), why.toLowerCase());
  const complaint = complaintIn(err);
  if (complaint !== undefined) reader.unreadable(place.directory, complaint);
  return out;
}
