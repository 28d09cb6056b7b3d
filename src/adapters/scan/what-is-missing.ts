import type { PieceReader } from '../../ports.ts';
import { askGit, gitLine } from './git-run.ts';
import type { Repository } from './repository-of.ts';

/** Names what a clone did not bring along: it may hold what nobody can find here. */
export async function tellWhatIsMissing(
  repository: Repository,
  reader: PieceReader,
): Promise<void> {
  const shallow = await gitLine(repository, ['rev-parse', '--is-shallow-repository']);
  if (shallow === 'true')
    reader.skipped(repository.top, 'a shallow clone: what is older than it goes is not here');
  const words = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$'];
  if ((await askGit(repository, words)).code === 0)
    reader.skipped(repository.top, 'a partial clone: objects that were never fetched are not here');
}
