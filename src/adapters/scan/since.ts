import { shownName } from '../../domain/names.ts';
import { fail } from '../../errors.ts';
import type { PieceReader, ScanSource } from '../../ports.ts';
import { complaintIn } from './git-errors.ts';
import { gitSays, startGit } from './git-run.ts';
import { batch, readObjects } from './read-objects.ts';
import { objectNamed, type Repository } from './repository-of.ts';
import { tellWhatIsMissing } from './what-is-missing.ts';

type Since = Extract<ScanSource, { kind: 'since' }>;

/**
 * Reads every object that the revisions reach (HEAD, where none is named) and `since` does not: commits,
 * tags, names and content. Throws `unknown-revision`, which is not repeated when it may be a secret. A
 * `since` of nothing but zeros, as git says it of a branch that is new, is the beginning of time; one that ends
 * in a star is every ref below, `refs/remotes/origin/*`.
 */
export async function readSince(
  repository: Repository,
  { since, until }: Since,
  reader: PieceReader,
): Promise<void> {
  const excluded = await excludedBy(repository, since);
  const wanted: string[] = [];
  for (const revision of until.length === 0 ? ['HEAD'] : until)
    wanted.push(await named(repository, revision));
  await tellWhatIsMissing(repository, reader);
  const input = [...wanted, ...excluded].map((revision) => `${revision}\n`).join('');
  await readReached(repository, input, reader);
}

/** Revisions with git's sign for "not what these reach". */
async function excludedBy(repository: Repository, since: string): Promise<readonly string[]> {
  if (/^0{40,64}$/.test(since)) return [];
  if (!since.startsWith('refs/') || !since.endsWith('/*'))
    return [`^${await named(repository, since)}`];
  const words = ['for-each-ref', '--format=^%(objectname)', since.slice(0, -1)];
  // With nothing excluded more is scanned, never less.
  return (await gitSays(repository, words))
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
}

async function readReached(
  repository: Repository,
  input: string,
  reader: PieceReader,
): Promise<void> {
  const words = ['rev-list', '--objects', '--no-object-names', '--stdin'];
  const list = startGit(repository, words, input);
  const objects = startGit(repository, batch);
  if (objects.child.stdin !== null) list.child.stdout?.pipe(objects.child.stdin);
  try {
    await readObjects(objects, reader, repository.top);
  } finally {
    list.child.kill();
  }
  const { code, err } = await list.ended;
  if (code !== 0) reader.unreadable(repository.top, complaintIn(err) ?? `git ended with ${code}`);
}

async function named(repository: Repository, revision: string): Promise<string> {
  return (await objectNamed(repository, revision)) ?? unknownRevision(revision);
}

function unknownRevision(revision: string): never {
  return fail({
    kind: 'usage',
    rule: 'unknown-revision',
    message: `no revision is called ${shownName(revision)} here`,
    remedy: 'look for it: git log --oneline --all',
  });
}
