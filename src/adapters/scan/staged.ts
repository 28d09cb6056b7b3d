import type { PieceReader } from '../../ports.ts';
import { wholePiece } from './byte-sink.ts';
import { gitSays, partsOf, startGit } from './git-run.ts';
import { batch, readObjects } from './read-objects.ts';
import { emptyTree, objectNamed, type Repository } from './repository-of.ts';

/** What the index has under a path. */
interface Indexed {
  readonly path: Buffer;
  readonly mode: string;
  readonly id: string;
}

/**
 * Reads what the next commit would change, as the index has it: of a conflict every side, of a rename the
 * new name and its content. A submodule is named, and not opened.
 */
export async function readStaged(repository: Repository, reader: PieceReader): Promise<void> {
  const entries = [...(await changed(repository)), ...(await conflicts(repository))];
  const blobs = entries.filter(({ mode }) => mode !== submodule);
  for (const { path, mode } of entries) {
    const shown = shownIn(repository, path);
    const directory = shown.slice(0, shown.lastIndexOf('/') + 1);
    wholePiece({ kind: 'name', name: directory }, path, reader);
    if (mode === submodule) reader.skipped(shown, 'a submodule');
  }
  if (blobs.length === 0) return;
  const asked = blobs.map(({ id }) => `${id}\n`).join('');
  const call = (index: number) => shownIn(repository, blobs[index]?.path ?? Buffer.alloc(0));
  await readObjects(startGit(repository, batch, asked), reader, repository.top, call);
}

const submodule = '160000';

function shownIn({ top }: Repository, path: Buffer): string {
  return `${top}/${path.toString('utf8')}`;
}

/** Unmerged entries have no id here; `conflicts` has them. */
async function changed(repository: Repository): Promise<readonly Indexed[]> {
  const before = (await objectNamed(repository, 'HEAD')) ?? (await emptyTree(repository));
  const words = ['diff-index', '--cached', '--raw', '-z', '--no-renames', '--no-abbrev'];
  const out = await gitSays(repository, [...words, '--diff-filter=ACMRT', before, '--']);
  const parts = partsOf(out);
  return parts.flatMap((facts, index): readonly Indexed[] => {
    if (index % 2 === 1) return [];
    const [, mode = '', , id = ''] = facts.toString('latin1').split(' ');
    return [{ path: parts[index + 1] ?? Buffer.alloc(0), mode, id }];
  });
}

async function conflicts(repository: Repository): Promise<readonly Indexed[]> {
  const out = await gitSays(repository, ['ls-files', '-z', '--unmerged']);
  return partsOf(out).map((entry) => {
    const tab = entry.indexOf(9);
    const [mode = '', id = ''] = entry.toString('latin1', 0, tab).split(' ');
    return { path: entry.subarray(tab + 1), mode, id };
  });
}
