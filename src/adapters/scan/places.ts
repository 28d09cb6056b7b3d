import type { ObjectPlace } from '../../ports.ts';
import { partsOf, startGit } from './git-run.ts';
import type { Repository } from './repository-of.ts';

/** Finding a place is worth a wait, but not any. */
const longest = 20_000;
/** As many as a command line takes with ease. */
const most = 500;

/**
 * Where these objects are or were: the path, and the oldest commit that brought it there. Commits are
 * their own place; what nothing reaches has none, nor has what cannot be found in time.
 */
export async function placesOf(
  repository: Repository,
  objects: readonly string[],
  milliseconds = longest,
): Promise<ReadonlyMap<string, ObjectPlace>> {
  const until = performance.now() + milliseconds;
  const places = new Map<string, ObjectPlace>();
  const types = await typesOf(repository, objects);
  const wanted = new Set<string>();
  for (const id of new Set(objects)) {
    if (types.get(id) === 'commit') places.set(id, { commit: id });
    if (types.get(id) === 'blob') wanted.add(id);
  }
  const listed = [...wanted];
  for (let from = 0; from < listed.length; from += most)
    await inCommits(repository, listed.slice(from, from + most), places, until);
  if (listed.some((id) => !places.has(id))) await inIndex(repository, wanted, places, until);
  return places;
}

/** As much of an answer as comes in time. */
async function soon(
  repository: Repository,
  words: readonly string[],
  until: number,
  input = '',
): Promise<Buffer> {
  const left = until - performance.now();
  if (left <= 0) return Buffer.alloc(0);
  const { child, chunks, ended } = startGit(repository, words, input);
  const timer = setTimeout(() => child.kill('SIGKILL'), left);
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  clearTimeout(timer);
  await ended;
  return Buffer.concat(all);
}

async function typesOf(
  repository: Repository,
  objects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = objects.filter((id) => /^[0-9a-f]{40,64}$/.test(id)).map((id) => `${id}\n`);
  const until = performance.now() + longest;
  const out = await soon(repository, ['cat-file', '--batch-check'], until, asked.join(''));
  const lines = out.toString('latin1').split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
}

const log = [
  ...['log', '--all', '--reflog', '--format=%x00%H', '--raw', '-z', '-m', '--root', '-r'],
  ...['--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-show-signature'],
  ...['--no-notes', '--no-decorate', '--no-color'],
];

/** Newest first, so that what is said last of an object is its oldest commit. */
async function inCommits(
  repository: Repository,
  ids: readonly string[],
  places: Map<string, ObjectPlace>,
  until: number,
): Promise<void> {
  const words = [...log, ...ids.map((id) => `--find-object=${id}`), 'HEAD', '--'];
  const hasHead =
    (await soon(repository, ['rev-parse', '--verify', '-q', 'HEAD'], until)).length > 0;
  const out = await soon(
    repository,
    words.filter((word) => hasHead || word !== 'HEAD'),
    until,
  );
  const wanted = new Set(ids);
  let commit = '';
  let found = '';
  for (const part of partsOf(out)) {
    const text = part.toString('utf8').replace(/^\n/, '');
    if (found !== '') {
      if (wanted.has(found)) places.set(found, { path: text, commit });
      found = '';
    } else if (text.startsWith(':')) found = text.split(' ')[3] ?? '';
    else if (/^[0-9a-f]{40,64}$/.test(text)) commit = text;
  }
}

/** What was never committed stands in the index alone. */
async function inIndex(
  repository: Repository,
  wanted: ReadonlySet<string>,
  places: Map<string, ObjectPlace>,
  until: number,
): Promise<void> {
  if (repository.isBare) return;
  const out = await soon(repository, ['ls-files', '-z', '--stage', '--full-name'], until);
  for (const entry of partsOf(out)) {
    const tab = entry.indexOf(9);
    const id = entry.toString('latin1', 0, tab).split(' ')[1] ?? '';
    if (wanted.has(id) && !places.has(id))
      places.set(id, { path: entry.toString('utf8', tab + 1) });
  }
}
