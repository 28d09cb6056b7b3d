import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shownName } from '../../domain/names.ts';
import type { PieceReader } from '../../ports.ts';
import { errnoOf } from '../errno.ts';
import { type Reading, readFile } from './read-file.ts';
import { walk } from './walk.ts';
import { whyNot } from './why-not.ts';

/** What else a git directory holds. */
export interface InnerDirectories {
  /** Git directories of work trees, this one's first. */
  readonly workTrees: readonly string[];
  /** Git directories of submodules. */
  readonly repositories: readonly string[];
}

/**
 * Reads git's own files: settings, messages, reflogs, packed refs, hooks, what a rebase or a merge has under
 * way. Left out are the objects and indexes, which git itself is asked for, and the samples it ships.
 */
export async function readGitDirectory(
  directory: string,
  reading: Reading,
): Promise<InnerDirectories> {
  const workTrees = [directory];
  const repositories: string[] = [];
  const alternates = join(directory, 'objects/info/alternates');
  await readFile(alternates, alternates, reading);
  await walk(directory, {
    ...reading,
    leavesOut: (name, above, isDirectory) => {
      const path = join(above, name);
      if (!isDirectory) return name === 'index' || name.endsWith('.sample');
      if (above === directory && name === 'objects') return true;
      if (above === join(directory, 'worktrees')) workTrees.push(path);
      if (!isGitDirectory(path)) return false;
      repositories.push(path);
      return true;
    },
    // A branch may be called after a secret, and its file is.
    shows: (name, above) => (refs.test(above.slice(directory.length)) ? shownName(name) : name),
  });
  return { workTrees, repositories };
}

const refs = /^(?:\/worktrees\/[^/]*)?\/(?:logs\/)?refs\//;

function isGitDirectory(path: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(path, name)));
}

/** Names what a git that was interrupted left among the objects, since no git reads it. */
export function nameUnfinished(objects: string, reader: PieceReader): void {
  for (const name of namesIn(objects, reader)) {
    if (/^(?:tmp_|incoming-)/.test(name)) reader.skipped(join(objects, name), unfinished);
    if (!/^(?:[0-9a-f]{2}|pack)$/.test(name)) continue;
    for (const inner of namesIn(join(objects, name), reader))
      if (/^\.?tmp[_-]/.test(inner)) reader.skipped(join(objects, name, inner), unfinished);
  }
}

const unfinished = 'an object that git did not finish writing';

function namesIn(directory: string, reader: PieceReader): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') reader.unreadable(directory, whyNot(errnoOf(error)));
    return [];
  }
}
