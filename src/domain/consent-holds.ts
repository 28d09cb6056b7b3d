import { sameFiles } from './consent.ts';
import type { FileDigest } from './journal-entry.ts';
import type { Profile } from './profile.ts';
import { contentOf, envFile, type World } from './world.ts';

/** The keyed digests of a profile's env files, as bare hex; zeros where there is nothing to digest. */
export function fileDigests(world: World, profile: Profile, salt: string): readonly FileDigest[] {
  return [...new Set(profile.links.map(({ file }) => file))].map((file) => ({
    file,
    digest: bareDigest(contentOf(envFile(world, file))?.digest(salt)) ?? '0'.repeat(64),
  }));
}

/** Digests stand in the journal and in consent as bare hex; the scheme is the file format's. */
export function bareDigest(digest: string | undefined): string | undefined {
  return digest?.slice(digest.indexOf(':') + 1);
}

/** True when the recorded consent is for these bytes, this profile and this host. */
export function consentHolds(world: World, profile: Profile): boolean {
  const { consent } = world;
  return (
    consent !== undefined &&
    consent.profile === profile.name &&
    consent.host === world.host &&
    sameFiles(consent.files, fileDigests(world, profile, consent.salt))
  );
}
