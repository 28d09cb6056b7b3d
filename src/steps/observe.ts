import { declaredLinks, linkState } from '../domain/env-link.ts';
import { openIntent } from '../domain/journal-changes.ts';
import { envPath } from '../domain/layout.ts';
import { strangersIn } from '../domain/tiers.ts';
import { noPlaces } from '../domain/units/unit-places.ts';
import {
  type EnvFile,
  goodProfiles,
  type JournalFacts,
  type ProfileRead,
  type Root,
  type World,
} from '../domain/world.ts';
import { PineError, quietly } from '../errors.ts';
import type { Git, Host } from '../ports.ts';
import { sharingWith } from './find-mentions.ts';
import { isOwnRoot } from './find-root.ts';
import { findSystemd } from './find-systemd.ts';
import { readConsent } from './keep-consent.ts';
import { readJournal } from './keep-journal.ts';
import { openRotations } from './keep-rotation.ts';
import { lookAtConfigs } from './look-at-configs.ts';
import { lookAtDirectories, lookAtFile, lookAtLink, lookForLeftovers } from './look-at-files.ts';
import { lookAtOwnPlace } from './look-at-own-place.ts';
import { lookAtTracked } from './look-at-tracked.ts';
import { lookAtUnitFiles } from './look-at-unit-files.ts';
import { profileNamed, profileNames, registryOf } from './read-config.ts';

/**
 * Everything there is to see of a root: every profile, file, link, leftover, unit file, and git's word.
 * `lookFirst` may add what runs: then the units are what the service manager has loaded.
 */
export async function observeAll(
  host: Host,
  root: Root,
  lookFirst: (world: World) => Promise<World> = async (world) => world,
): Promise<World> {
  const world = await lookFirst(await observeProfiles(host, root));
  const keys = world.registry.kind === 'good' ? [...world.registry.registry.keys.keys()] : [];
  const leftovers = lookForLeftovers(host.disk, root.path, keys);
  const journal = journalFacts(host, root);
  const consent = quietly(() => readConsent(host, root.path));
  // A record that cannot be read is told as one, and a directory that cannot is another check's.
  const rotations = quietly(() => openRotations(host.disk, root.path)) ?? [];
  const seen = { leftovers, journal, rotations, ...(consent && { consent }) };
  const port = await host.git();
  const git = gitWords(port, root, [...world.files.keys()]);
  const tracked = lookAtTracked(host, port, root.path);
  const place = isOwnRoot(host, root) ? { place: lookAtOwnPlace(host, root.path) } : {};
  return { ...world, ...seen, ...place, git, tracked, ...(await lookAtUnitFiles(host, world)) };
}

/**
 * What a switch to a safe profile must know, and no more: its own profile and files. Other
 * profiles are read only when a link or a value points at them, so a broken one stops nobody.
 */
export async function observeOne(host: Host, root: Root, name: string): Promise<World> {
  const own = await readProfiles(host, root.path, [name]);
  const sharing = await readProfiles(host, root.path, sharingWith(host, root.path, own, name));
  const world = await assemble(host, root, new Map([...own, ...sharing]), false);
  if (!pointsElsewhere(world, name)) return world;
  const profiles = await readProfiles(host, root.path, profileNames(host.disk, root.path));
  const all = [...profiles.values()].every(({ kind }) => kind === 'good');
  return { ...(await assemble(host, root, profiles, all)), journalled: onceLinked(host, root) };
}

/** What the journal knows we linked: such a link is ours, even when its profile is gone. */
function onceLinked({ disk }: Host, root: Root): ReadonlySet<string> {
  const entries = quietly(() => readJournal(disk, root.path).entries) ?? [];
  const moves = entries.flatMap(({ links }) => links ?? []);
  return new Set(moves.flatMap(({ from, to }) => [from ?? [], to ?? []].flat()));
}

/** Every profile, its files and its links: what recovery must know. */
export async function observeProfiles(host: Host, root: Root): Promise<World> {
  const names = profileNames(host.disk, root.path);
  return assemble(host, root, await readProfiles(host, root.path, names), true);
}

/** The profiles of these names; what is wrong with one is part of the answer. */
export async function readProfiles(
  host: Host,
  root: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, ProfileRead>> {
  const profiles = new Map<string, ProfileRead>();
  for (const name of names) profiles.set(name, await profileNamed(host, root, name));
  return profiles;
}

async function assemble(
  host: Host,
  root: Root,
  profiles: ReadonlyMap<string, ProfileRead>,
  allProfiles: boolean,
): Promise<World> {
  const seen = await lookAtLinked(host, root, profiles, allProfiles);
  const directories = lookAtDirectories(host.disk, root.path);
  return { ...seen, directories, configs: await lookAtConfigs(host, seen) };
}

/** These profiles with their files and links, and the registry; nothing else is looked at. */
export async function lookAtLinked(
  host: Host,
  root: Root,
  profiles: ReadonlyMap<string, ProfileRead>,
  allProfiles: boolean,
): Promise<World> {
  const world = await lookAtContents(host, root, profiles, allProfiles);
  return { ...world, links: linksOf(host, world, [...world.files.values()]) };
}

/** The same without the links; a file or a directory that is closed to us is part of the answer. */
export async function lookAtContents(
  host: Host,
  root: Root,
  profiles: ReadonlyMap<string, ProfileRead>,
  allProfiles: boolean,
): Promise<World> {
  const world: World = {
    root,
    at: host.clock.now(),
    host: host.machine.host,
    account: { uid: host.accounts.uid, gid: host.accounts.gid },
    profiles,
    allProfiles,
    registry: await registryOf(host, root.path),
    links: new Map(),
    files: new Map(),
    directories: [],
    leftovers: [],
    git: new Map(),
    journal: { damaged: 0 },
    journalled: new Set(),
    configs: new Map(),
    unitFiles: new Map(),
    unitPlaces: noPlaces,
  };
  return { ...world, files: filesOf(host, world) };
}

function filesOf(host: Host, world: World): ReadonlyMap<string, EnvFile> {
  const names = goodProfiles(world).flatMap(({ links }) => links.map(({ file }) => file));
  const systemd = findSystemd(host.disk);
  const known = systemd === undefined ? {} : { systemd };
  return new Map(
    [...new Set(names)].map((file) => [file, lookAtFile(host.disk, world.root.path, file, known)]),
  );
}

function linksOf(host: Host, world: World, files: readonly EnvFile[]): World['links'] {
  const names = goodProfiles(world).flatMap(({ links }) => links.map(({ link }) => link));
  return new Map(
    [...new Set(names)].map((link) => [link, lookAtLink(host.disk, world.root.path, link, files)]),
  );
}

function journalFacts({ disk }: Host, root: Root): JournalFacts {
  try {
    const { entries, broken } = readJournal(disk, root.path);
    const open = openIntent(entries);
    return { damaged: broken.length, ...(open === undefined ? {} : { open }) };
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    return { damaged: 0, error: error.facts };
  }
}

function gitWords(git: Git, root: Root, files: readonly string[]): World['git'] {
  const states = git.states(root.path, files.map(envPath));
  return new Map(files.map((file, at) => [file, states[at] ?? 'unknown']));
}

/** A link to a file that nobody read so far declares, or a value of somebody not read so far. */
function pointsElsewhere(world: World, name: string): boolean {
  const foreign = declaredLinks(world).some((link) => {
    const { kind } = linkState(world, link);
    return kind !== 'linked' && kind !== 'absent';
  });
  return foreign || holdsStrangers(world, name);
}

function holdsStrangers({ registry, profiles, files }: World, name: string): boolean {
  if (registry.kind !== 'good') return false;
  return strangersIn(registry.registry, name, [...files.values()]).some(
    ({ of }) => !profiles.has(of.environment),
  );
}
