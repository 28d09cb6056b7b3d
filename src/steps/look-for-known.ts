import type { Finding } from '../domain/finding.ts';
import { envPath, layout } from '../domain/layout.ts';
import { type KnownHere, knownFrom } from '../domain/leaks/known-from.ts';
import type { Root, World } from '../domain/world.ts';
import { type ErrorFacts, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findRoot } from './find-root.ts';
import { lookAtContents, readProfiles } from './observe.ts';
import { profileNames } from './read-config.ts';

/** The root that a scan belongs to, and what of its secrets is looked for. */
export interface Ours {
  readonly root?: Root;
  readonly here: KnownHere;
  /** Errors: keys that should have been looked for and were not; warnings: what else could not be read. */
  readonly doubts: readonly Finding[];
}

const nothingKnown: KnownHere = { known: { values: [], fingerprints: [] }, leftOut: [] };

/**
 * What is known of our own secrets. Where there is no root nothing is. A root that was named must be
 * one; one that was met by chance and cannot be trusted or read is an error finding, never silence.
 */
export async function lookForKnown(host: Host, flag: string | undefined): Promise<Ours> {
  const isNamed = flag !== undefined || (host.machine.rootVariable ?? '') !== '';
  try {
    const root = findRoot(host, flag);
    const profiles = await readProfiles(host, root.path, profileNames(host.disk, root.path));
    const world = await lookAtContents(host, root, profiles, true);
    return { root, here: knownFrom(world), doubts: doubtsOf(world) };
  } catch (error) {
    if (!(error instanceof PineError) || isNamed) throw error;
    const isNone = error.facts.rule === 'no-root';
    return { here: nothingKnown, doubts: isNone ? [] : [lost('known-keys-unread', error.facts)] };
  }
}

function doubtsOf(world: World): readonly Finding[] {
  const { registry } = world;
  const profiles = [...world.profiles.values()].flatMap((read) =>
    read.kind === 'bad' ? [unread('profile-unread', read.error)] : [],
  );
  const files = [...world.files.values()].flatMap((file) =>
    file.kind === 'closed'
      ? [unread('env-file-unread', { ...file.error, where: envPath(file.file) })]
      : [],
  );
  return [
    ...(registry.kind === 'bad' ? [lost('registry-unread', registry.error)] : []),
    ...profiles,
    ...files,
  ];
}

function lost(rule: string, { message, remedy, where }: ErrorFacts): Finding {
  return {
    rule,
    severity: 'error',
    where: where ?? layout.registry,
    message: `${message}: our own keys were not looked for, or not all of them`,
    remedy,
  };
}

/** What is enrolled is still found by its fingerprint. */
function unread(rule: string, { message, remedy, where }: ErrorFacts): Finding {
  return {
    rule,
    severity: 'warning',
    where: where ?? layout.profiles,
    message: `${message}: of its keys only those are looked for that the registry knows`,
    remedy,
  };
}
