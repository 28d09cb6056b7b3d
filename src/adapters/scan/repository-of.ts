import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { notARepository } from './git-errors.ts';
import {
  type Answered,
  askGit,
  type CallersEnvironment,
  type GitPlace,
  gitLine,
  heardOut,
  partsOf,
} from './git-run.ts';

/** A repository and where its parts are; all absolute. */
export interface Repository extends GitPlace {
  /** The work tree's top, or the git directory of a bare repository. */
  readonly top: string;
  readonly isBare: boolean;
  /** This work tree's own: with its index and HEAD. */
  readonly gitDirectory: string;
  /** What all work trees share: with objects and refs. */
  readonly shared: string;
}

/** The work tree or bare repository around a path; undefined when there is none. Throws as git does not answer. */
export async function repositoryAround(
  path: string,
  callers: CallersEnvironment,
): Promise<Repository | undefined> {
  const directory = nearestDirectory(path);
  if (!looksLikeOne(directory)) return undefined;
  return repositoryAt({ directory, variables: {}, trusted: [] }, callers);
}

/** As `repositoryAround`; throws `not-a-repository` when there is none. */
export async function repositoryHere(
  path: string,
  callers: CallersEnvironment,
): Promise<Repository> {
  return (await repositoryAround(path, callers)) ?? notARepository(path);
}

const where = [
  ...['rev-parse', '--absolute-git-dir', '--git-common-dir'],
  // Fails last where there is no work tree, when the rest has been said.
  '--show-toplevel',
];

/**
 * The repository that git takes this place to be in, with the trust that this person gave by
 * `safe.directory`, and sudo's word on who calls. Throws `git-distrusts`.
 */
export async function repositoryAt(
  place: GitPlace,
  callers: CallersEnvironment,
): Promise<Repository | undefined> {
  const { SUDO_UID } = callers;
  const sudo = SUDO_UID !== undefined && /^\d+$/.test(SUDO_UID) ? { SUDO_UID } : {};
  const known = { ...place, variables: { ...place.variables, ...sudo } };
  const answer = await heardOut(known, where);
  if (!answer.err.includes('dubious ownership')) return repositoryFrom(known, answer);
  const trusting = { ...known, trusted: await trustedBy(known, callers) };
  return repositoryFrom(trusting, await askGit(trusting, where));
}

function repositoryFrom(place: GitPlace, { code, out }: Answered): Repository | undefined {
  const [gitDirectory, common, top] = out.toString('utf8').split('\n');
  if (!gitDirectory || !common) return undefined;
  const isBare = code !== 0 || !top;
  const places = { gitDirectory, shared: resolve(place.directory, common), isBare };
  if (isBare) return { ...place, ...places, top: gitDirectory };
  // From there every path that git tells is the whole one.
  return { ...place, ...places, top, directory: top };
}

/** The id of what a revision names; undefined when it names nothing. */
export async function objectNamed(place: GitPlace, revision: string): Promise<string | undefined> {
  // No revision begins so, and git would take it for an option.
  if (revision.startsWith('-')) return undefined;
  const words = ['rev-parse', '--verify', '--quiet', `${revision}^{object}`];
  const { code, out } = await askGit(place, words);
  return code === 0 ? out.toString('latin1').trim() : undefined;
}

/** The id of the tree without entries, in this repository's own hash. */
export function emptyTree(place: GitPlace): Promise<string> {
  return gitLine(place, ['hash-object', '-t', 'tree', '--stdin']);
}

/** Of a person's own settings only these are asked for, and only when git would not go on without them. */
async function trustedBy(
  { variables }: GitPlace,
  { HOME, XDG_CONFIG_HOME }: CallersEnvironment,
): Promise<readonly string[]> {
  const home = { ...(HOME ? { HOME } : {}), ...(XDG_CONFIG_HOME ? { XDG_CONFIG_HOME } : {}) };
  const own = { ...variables, ...home, GIT_CONFIG_NOSYSTEM: '0' };
  const place = { directory: '/', variables: own, trusted: [] };
  const scopes = await Promise.all(
    ['--system', '--global'].map((scope) =>
      askGit(place, ['config', scope, '--includes', '-z', '--get-all', 'safe.directory']),
    ),
  );
  return scopes.flatMap(({ out }) => partsOf(out).map((part) => part.toString('utf8')));
}

function nearestDirectory(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    if (statSync(at, { throwIfNoEntry: false })?.isDirectory() || at === dirname(at)) {
      return realpathSync(at);
    }
  }
}

/** A cheap look upwards, so that where there is no repository git is not needed. */
function looksLikeOne(directory: string): boolean {
  const isBare = (at: string) =>
    ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(at, name)));
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git')) || isBare(at)) return true;
    if (at === dirname(at)) return false;
  }
}
