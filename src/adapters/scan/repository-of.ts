import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { distrusted, notARepository } from './git-errors.ts';
import {
  askGit,
  type CallersEnvironment,
  type GitPlace,
  gitLine,
  partsOf,
  startGit,
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
  return repositoryAt(await trusting({ directory, variables: {}, trusted: [] }, callers));
}

/** As `repositoryAround`; throws `not-a-repository` when there is none. */
export async function repositoryHere(
  path: string,
  callers: CallersEnvironment,
): Promise<Repository> {
  return (await repositoryAround(path, callers)) ?? notARepository(path);
}

/** The repository that git takes this place to be in. */
export async function repositoryAt(place: GitPlace): Promise<Repository | undefined> {
  const words = ['rev-parse', '--path-format=absolute', '--is-bare-repository'];
  const { code, out } = await askGit(place, [...words, '--git-dir', '--git-common-dir']);
  if (code !== 0) return undefined;
  const [isBare, gitDirectory = '', shared = ''] = out.toString('utf8').split('\n');
  const top = await askGit(place, ['rev-parse', '--show-toplevel']);
  const isInside = top.code === 0 && isBare !== 'true';
  return {
    ...place,
    top: isInside ? top.out.toString('utf8').replace(/\n$/, '') : gitDirectory,
    isBare: !isInside,
    gitDirectory,
    shared,
  };
}

/** The id of what a revision names; undefined when it names nothing. */
export async function objectNamed(place: GitPlace, revision: string): Promise<string | undefined> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{object}`];
  const { code, out } = await askGit(place, words);
  return code === 0 ? out.toString('latin1').trim() : undefined;
}

/** The id of the tree without entries, in this repository's own hash. */
export function emptyTree(place: GitPlace): Promise<string> {
  return gitLine(place, ['hash-object', '-t', 'tree', '--stdin']);
}

/** A place with the trust that this person gave by `safe.directory`, and sudo's word on who calls. */
export async function trusting(place: GitPlace, callers: CallersEnvironment): Promise<GitPlace> {
  const { SUDO_UID } = callers;
  const sudo = SUDO_UID !== undefined && /^\d+$/.test(SUDO_UID) ? { SUDO_UID } : {};
  const known = { ...place, variables: { ...place.variables, ...sudo } };
  const { code, err } = await askedOnce(known);
  if (code === 0 || !err.includes('dubious ownership')) return known;
  const trusted = await trustedBy(known, callers);
  if (trusted.length === 0) distrusted(place.directory, err);
  return { ...known, trusted };
}

/** As `askGit`, but what git distrusts is an answer like others. */
async function askedOnce(place: GitPlace): Promise<{ code: number; err: string }> {
  const running = startGit(place, ['rev-parse', '--git-dir'], '');
  running.child.stdout?.resume();
  return running.ended;
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
