import type { View } from '../domain/checks/check.ts';
import { viewOf } from '../domain/checks/view-of.ts';
import { checksOfFile, profileOfFile, whyNotFile } from '../domain/child/file-profile.ts';
import { mayMend, type WhoseFile, whoseFile } from '../domain/child/whose-file.ts';
import { ancestors } from '../domain/layout.ts';
import { absolutePath } from '../domain/leaks/tree-path.ts';
import { contentOf, type EnvFile, type Root, type World } from '../domain/world.ts';
import { fail, PineError, quietly } from '../errors.ts';
import type { Host } from '../ports.ts';
import { refuseShadow } from './change.ts';
import { rootIfAny } from './find-root.ts';
import { findSystemd } from './find-systemd.ts';
import { lookAtConfigs } from './look-at-configs.ts';
import { lookAtFile } from './look-at-files.ts';
import { lookAtOwnPlace } from './look-at-own-place.ts';
import { type Keyring, readied } from './look-for-command.ts';
import { lookAtLinked, observeProfiles } from './observe.ts';

/** What was named on the command line. */
export interface NamedFile {
  /** `--file`. */
  readonly file: string;
  /** `--root`, whose registry tells whose the keys are. */
  readonly root: string | undefined;
  /** The profile it is said to be of. */
  readonly profile: string | undefined;
}

/** An env file by itself, looked at as a profile's is. */
export interface FileSeen {
  readonly view: View;
  readonly whose: WhoseFile;
  /** True when it may be mended. */
  readonly isOurs: boolean;
  readonly root?: Root;
}

/**
 * The keys of one env file outside of any root. Whose they are the registry tells: those of a live
 * environment are guarded as `run live` is, and so are those that nothing can be compared with.
 */
export function fileKeyring(host: Host, named: NamedFile): Keyring {
  const root = rootIfAny(host, named.root);
  if (root !== undefined) refuseShadow(root);
  const path = realFile(host, named.file);
  return {
    ...(root === undefined ? {} : { root }),
    where: `file ${path}`,
    look: async () => {
      const { view, whose, isOurs } = await seeFile(host, root, path);
      const no = whyNotFile(whose, named.profile, path);
      if (no !== undefined) throw new PineError(no);
      return readied(host, view, checksOfFile(whose, path, isOurs));
    },
  };
}

/** The same for `check`: what speaks against the file is an answer, not a refusal. */
export async function checkedFile(host: Host, named: NamedFile): Promise<FileSeen> {
  const root = rootIfAny(host, named.root);
  return { ...(await seeFile(host, root, realFile(host, named.file))), ...(root && { root }) };
}

/** The directory's links are followed, the file's own is not: what it names could change unseen. */
function realFile({ disk, machine }: Host, word: string): string {
  if (word === '') return noFile(word);
  const path = absolutePath(machine.workingDirectory, word);
  const at = path.lastIndexOf('/');
  const directory = disk.realPath(path.slice(0, at) || '/');
  const real = directory === undefined ? path : absolutePath(directory, path.slice(at + 1));
  return disk.look(real) === undefined ? noFile(path) : real;
}

async function seeFile(host: Host, root: Root | undefined, path: string): Promise<FileSeen> {
  const around = await worldAround(host, root, path);
  const versions = findSystemd(host.disk);
  const file = lookAtFile(
    host.disk,
    around.root.path,
    path,
    versions === undefined ? {} : { systemd: versions },
  );
  const whose = whoseFile(around, contentOf(file));
  const profile = profileOfFile(around, whose, file);
  const owner = { uid: host.accounts.uid, gid: groupOf(file) ?? host.accounts.gid };
  const world: World = {
    ...around,
    profiles: new Map([...around.profiles, [profile.name, { kind: 'good', profile, owner }]]),
    files: new Map([...around.files, [path, file]]),
    directories: directoriesAbove(host, path),
    place: lookAtOwnPlace(host, parentOf(path)),
  };
  const view = viewOf({ ...world, configs: await lookAtConfigs(host, world) }, profile.name);
  if (view === undefined) throw new Error('a profile that was just made');
  return { view, whose, isOurs: mayMend(around, whose, contentOf(file)), ...(root && { root }) };
}

/** What there is to compare with: everything of the root, or nothing at all. */
async function worldAround(host: Host, root: Root | undefined, path: string): Promise<World> {
  if (root !== undefined) return { ...(await observeProfiles(host, root)), links: new Map() };
  const nowhere: Root = { path: parentOf(path), source: '--file' };
  const world = await lookAtLinked(host, nowhere, new Map(), false);
  return { ...world, registry: { kind: 'good', registry: { keys: new Map() } } };
}

/** Whose group a file of mode 0600 has is nobody's business. */
function groupOf(file: EnvFile): number | undefined {
  return file.kind === 'opened' ? file.facts.gid : undefined;
}

function directoriesAbove({ disk }: Host, path: string): World['directories'] {
  return ancestors(path).flatMap((each) => {
    const facts = quietly(() => disk.look(each));
    return facts === undefined ? [] : [{ path: each, facts }];
  });
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function noFile(path: string): never {
  return fail({
    kind: path === '' ? 'usage' : 'unsafe-file',
    rule: path === '' ? 'no-file' : 'file-missing',
    message: path === '' ? '--file takes the path of an env file' : `${path} is not there`,
    remedy: path === '' ? 'pine-env run --help' : `look for it: ls -l ${parentOf(path)}`,
    ...(path === '' ? {} : { where: path }),
  });
}
