import { type Binding, type Consent, parseConsent } from '../domain/consent.ts';
import { bareDigest, consentHolds, fileDigests } from '../domain/consent-holds.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import { layout, profilePath, within } from '../domain/layout.ts';
import { largestEnvFile } from '../domain/limits.ts';
import type { Profile } from '../domain/profile.ts';
import type { World } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { configDigest } from './read-config.ts';
import { placeFile } from './replace-file.ts';
import { hexOf, stateBirth } from './state-birth.ts';

const state = (root: string) => within(root, layout.state);

/** What a yes now would be bound to; digests are keyed with `salt` (64 hex digits). */
export function bindingNow(host: Host, world: World, profile: Profile, salt: string): Binding {
  const root = world.root.path;
  return {
    profile: profile.name,
    host: world.host,
    files: fileDigests(world, profile, salt),
    definition: configDigest(host, root, profilePath(profile.name)) ?? 'unreadable',
    registry: configDigest(host, root, layout.registry) ?? 'unreadable',
  };
}

/** Writes down what a human said yes to, whole and durable, for the gate to find. */
export function recordConsent(host: Host, root: string, consent: Consent): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(consent)}\n`);
  // Whoever goes to paper takes it away again, and has the right to.
  placeFile(host, state(root), 'consent', bytes, stateBirth(host, root, 0o640));
}

/** The recorded consent; undefined when there is none that counts: a stranger's word is nobody's. */
export function readConsent(host: Host, root: string): Consent | undefined {
  return consentWithOwner(host, root)?.consent;
}

/** As `readConsent`, with the account that owns the file. */
export function consentWithOwner(
  { disk, accounts }: Host,
  root: string,
): { readonly consent: Consent; readonly uid: number } | undefined {
  const file = disk.open(within(root, layout.consent));
  if (file === undefined) return undefined;
  try {
    const { kind, uid, mode } = file.facts;
    if (kind !== 'file' || (uid !== 0 && uid !== accounts.uid) || (mode & 0o022) !== 0) {
      return undefined;
    }
    const consent = parseConsent(new TextDecoder().decode(file.read(largestEnvFile)));
    return consent && { consent, uid };
  } finally {
    file.close();
  }
}

/** As `consentHolds`, with the consent as it is recorded now. */
export function hasConsent(host: Host, world: World, profile: Profile): boolean {
  const { consent: _before, ...rest } = world;
  const consent = readConsent(host, world.root.path);
  return consentHolds({ ...rest, ...(consent && { consent }) }, profile);
}

/** Takes recorded consent back, durably; nothing to do when there is none. */
export function withdrawConsent({ disk }: Host, root: string): void {
  const path = within(root, layout.consent);
  if (disk.look(path) === undefined) return;
  disk.remove(path);
  disk.syncDirectory(state(root));
}

/** A fresh key for digests: 64 hex digits. */
export function freshSalt(host: Pick<Host, 'random'>): string {
  return hexOf(host.random.bytes(32));
}

/** The digest of a committed file's text under a journal's salt, as bare hex. */
export function textDigest(salt: string, text: string): string {
  return bareDigest(bytesDigest(salt, new TextEncoder().encode(text))) ?? '';
}
