import { profileOfFile, standing } from '../domain/env-link.ts';
import { sameFile } from '../domain/file-facts.ts';
import type { LinkMove } from '../domain/journal-entry.ts';
import { envPath, layout, within } from '../domain/layout.ts';
import type { Profile } from '../domain/profile.ts';
import { contentOf, envFile, type World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { lookAtLink } from './look-at-files.ts';
import { placeFile, replaceLink } from './replace-file.ts';

/**
 * Makes one move: a reader sees the old file or the new one, never none and never a mix
 * (promise 1); durable when it returns. A move to nowhere removes the link.
 */
export function makeMove(host: Host, world: World, move: LinkMove): void {
  const directory = within(world.root.path, layout.env);
  const profile = move.to === null ? undefined : profileOfFile(world, move.link, move.to);
  if (move.to === null) removeLink(host, directory, move.link);
  else if (profile?.activation === 'copy') copy(host, world, profile, move.link, move.to);
  else replaceLink(host, directory, move.link, move.to);
}

function copy(host: Host, world: World, profile: Profile, link: string, file: string): void {
  const read = world.profiles.get(profile.name);
  const content = contentOf(envFile(world, file));
  if (read?.kind === 'good' && content !== undefined) {
    const birth = { mode: profile.mode, ...read.owner };
    placeFile(host, within(world.root.path, layout.env), link, content.reveal(), birth);
  } else cannotCopy(file);
}

function removeLink({ disk }: Host, directory: string, link: string): void {
  const path = within(directory, link);
  if (disk.look(path) !== undefined) disk.remove(path);
  disk.syncDirectory(directory);
}

function cannotCopy(file: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'env-file-unreadable',
    message: `${envPath(file)} cannot be read, so it cannot be copied`,
    remedy: 'see why: pine-env check --all',
    where: envPath(file),
  });
}

/** What the link stands for now, looked at afresh: an env file, or null. */
export function standingNow({ disk }: Host, world: World, link: string): string | null {
  const seen = lookAtLink(disk, world.root.path, link, [...world.files.values()]);
  return standing({ ...world, links: new Map([...world.links, [link, seen]]) }, link);
}

/** Throws `overtaken` when the link does not stand any more where the move was to find it. */
export function mustStandStill(host: Host, world: World, move: LinkMove): void {
  if (standingNow(host, world, move.link) !== move.from) overtaken(move.link);
}

/**
 * Looks through the link that was just made: what was judged is what is linked (promise 6), by
 * device and inode, unchanged since. Throws `changed-while-linking` or `overtaken` when it is not.
 */
export function verifyMove({ disk }: Host, world: World, move: LinkMove): void {
  if (move.to === null) return;
  const link = within(world.root.path, envPath(move.link));
  const facts = disk.look(link);
  const profile = profileOfFile(world, move.link, move.to);
  if (profile?.activation === 'copy' && facts?.kind === 'file') {
    const judgedFile = envFile(world, move.to);
    if (lookAtLink(disk, world.root.path, move.link, [judgedFile]).copyOf === move.to) return;
    overtaken(move.link);
  }
  if (facts?.kind !== 'link' || disk.readLink(link) !== move.to) overtaken(move.link);
  const judged = envFile(world, move.to);
  const behind = disk.lookThrough(link);
  const same =
    judged.kind === 'opened' &&
    behind !== undefined &&
    sameFile(judged.facts, behind) &&
    judged.facts.changedAt === behind.changedAt;
  if (!same) changedWhileLinking(move.to);
}

/** A change to safe may move the link while one to live holds the lock; the one to live yields. */
export function overtaken(link: string): never {
  return fail({
    kind: 'refused',
    rule: 'overtaken',
    message: `${envPath(link)}: another change moved the link meanwhile`,
    remedy: 'see what stands now: pine-env status',
    where: envPath(link),
  });
}

function changedWhileLinking(file: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'changed-while-linking',
    message: `${envPath(file)} was changed while it was being linked, so what is linked was not judged`,
    remedy: 'see what stands now: pine-env status',
    where: envPath(file),
  });
}
