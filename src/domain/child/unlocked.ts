import { fileDigests } from '../consent-holds.ts';
import { bytesDigest } from '../fingerprint.ts';
import type { Profile } from '../profile.ts';
import type { Secret } from '../secret.ts';
import type { World } from '../world.ts';

type Variables = ReadonlyMap<string, Secret>;

/** The variables that tell a child, and whatever it starts, under which profile it runs. */
export const marks = {
  profile: 'PINE_ENV_PROFILE',
  tier: 'PINE_ENV_TIER',
  /** Seconds since 1970. */
  until: 'PINE_ENV_UNTIL',
  unlocked: 'PINE_ENV_UNLOCKED',
} as const;

/**
 * What a shell gets whose person typed the phrase: a digest over profile, host, root, end and the bytes of
 * the env file. Only who can read that file can make it; `salt` is 64 hex digits.
 */
export function sealOf(world: World, profile: Profile, until: number, salt: string): string {
  const files = fileDigests(world, profile, salt);
  const told = JSON.stringify([profile.name, world.host, world.root.path, until, files]);
  return `${salt}:${bytesDigest(salt, new TextEncoder().encode(told))}`;
}

/**
 * True in a shell of this profile that was opened with the phrase and whose time is not over: the seal is
 * for these bytes, and every one of these values stands in the environment already.
 */
export function isUnlocked(
  world: World,
  profile: Profile,
  values: Variables,
  inherited: Variables,
): boolean {
  const mark = (name: string) => inherited.get(name)?.reveal() ?? '';
  const until = Number(mark(marks.until));
  const seal = mark(marks.unlocked);
  const salt = /^([0-9a-f]{64}):/.exec(seal)?.[1];
  return (
    // The seal is over a file, and here there is none.
    profile.source === undefined &&
    mark(marks.profile) === profile.name &&
    until * 1000 > world.at &&
    salt !== undefined &&
    seal === sealOf(world, profile, until, salt) &&
    [...values].every(([name, value]) => inherited.get(name)?.reveal() === value.reveal())
  );
}
