import { ancestors, defaultRoot, layout, within } from '../domain/layout.ts';
import { octal } from '../domain/octal.ts';
import type { Root, RootSource } from '../domain/world.ts';
import { fail, quietly } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';

/** What is needed of the machine to find a root. */
type Ground = Pick<Host, 'disk' | 'machine' | 'accounts'>;

interface Candidate {
  readonly path: string;
  readonly source: RootSource;
}

/**
 * The root: `--root`, `PINE_ENV_ROOT`, the nearest ancestor of the working directory that is one,
 * `/opt/pine`, and where that is not there at all, the person's own. Refuses a root that others may write (git's safe.directory rule): whoever writes
 * `profiles/` decides what trades.
 */
export function findRoot(ground: Ground, flag: string | undefined): Root {
  const candidate = candidateFor(ground, flag);
  const path = ground.disk.realPath(candidate.path);
  if (path === undefined || !isRoot(ground.disk, path)) return noRoot(candidate);
  for (const directory of [path, within(path, layout.profiles)]) trust(ground, directory);
  const hidden = candidate.source === 'working directory' && hides(ground.disk, path);
  return { path, source: candidate.source, ...(hidden ? { shadows: defaultRoot } : {}) };
}

/** The root where there is one; undefined where nothing names one and none is there by itself. */
export function rootIfAny(ground: Ground, flag: string | undefined): Root | undefined {
  const { path, source } = candidateFor(ground, flag);
  const isNone = source === 'default' && ground.disk.look(path) === undefined;
  return isNone ? undefined : findRoot(ground, flag);
}

/** True for the person's own root, however it was found. */
export function isOwnRoot({ disk, machine }: Ground, { path, source }: Root): boolean {
  if (source === 'user directory') return true;
  const { userRoot } = machine;
  // A home that is closed to us holds no root of ours.
  return userRoot !== undefined && quietly(() => disk.realPath(userRoot)) === path;
}

/** Where `init` works: as `findRoot`, but nothing has to be there yet. */
export function placeForRoot(ground: Ground, flag: string | undefined): string {
  return absolute(ground, candidateFor(ground, flag).path);
}

function candidateFor(ground: Ground, flag: string | undefined): Candidate {
  if (flag !== undefined) return { path: absolute(ground, flag), source: '--root' };
  const { rootVariable, workingDirectory } = ground.machine;
  if (rootVariable !== undefined && rootVariable !== '') {
    return { path: absolute(ground, rootVariable), source: 'PINE_ENV_ROOT' };
  }
  const above = [workingDirectory, ...ancestors(workingDirectory)];
  const found = above.find((path) => isRoot(ground.disk, path));
  if (found !== undefined) return { path: found, source: 'working directory' };
  const own = ownRootOf(ground);
  return own === undefined
    ? { path: defaultRoot, source: 'default' }
    : { path: own, source: 'user directory' };
}

/** Never where a host's root stands, and never for root behind sudo: that would be somebody else's. */
function ownRootOf({ disk, machine, accounts }: Ground): string | undefined {
  const { userRoot } = machine;
  if (userRoot === undefined || accounts.sudoUser !== undefined) return undefined;
  if (disk.look(defaultRoot) !== undefined) return undefined;
  return quietly(() => isRoot(disk, userRoot)) === true ? userRoot : undefined;
}

function absolute({ machine }: Ground, path: string): string {
  const full = path.startsWith('/') ? path : `${machine.workingDirectory}/${path}`;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function isRoot(disk: Disk, path: string): boolean {
  return [layout.profiles, layout.deployment].every(
    (part) => disk.look(within(path, part))?.kind === 'directory',
  );
}

function hides(disk: Disk, path: string): boolean {
  return path !== defaultRoot && isRoot(disk, defaultRoot);
}

function trust({ disk, accounts }: Ground, directory: string): void {
  const facts = disk.look(directory);
  if (facts === undefined) return;
  if (facts.uid !== 0 && facts.uid !== accounts.uid) {
    fail({
      kind: 'unsafe-file',
      rule: 'root-not-ours',
      message: `${directory} belongs to uid ${facts.uid}, neither to root nor to you`,
      remedy: `run it as its owner, or look at it: ls -ld ${directory}`,
      where: directory,
    });
  }
  if ((facts.mode & 0o022) !== 0) {
    fail({
      kind: 'unsafe-file',
      rule: 'root-writable-by-others',
      message: `others may write ${directory} (mode ${octal(facts.mode)}), so it is not trusted`,
      remedy: `chmod go-w ${directory}`,
      where: directory,
    });
  }
}

function noRoot({ path, source }: Candidate): never {
  return fail({
    kind: 'bad-config',
    rule: 'no-root',
    message: `${path} is no root: it lacks profiles/ or Deployment/ (found by ${source})`,
    remedy: 'name one with --root DIR, or make one: pine-env init --root DIR',
    where: path,
  });
}
