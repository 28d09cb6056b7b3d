import type { FileDigest } from './journal-entry.ts';

/** What a human said yes to: these bytes, this profile, this registry, on this host. */
export interface Binding {
  readonly profile: string;
  readonly host: string;
  /** Keyed digests of the profile's env files. */
  readonly files: readonly FileDigest[];
  /** Keyed digest of `profiles/NAME.yaml`. */
  readonly definition: string;
  /** Keyed digest of `profiles/keys.yaml`. */
  readonly registry: string;
}

/** Consent as `state/consent` keeps it: the gate asks whether these bytes may run here. */
export interface Consent {
  readonly v: 1;
  readonly profile: string;
  readonly host: string;
  /** 64 hex digits: the key of the digests in this file. */
  readonly salt: string;
  readonly files: readonly FileDigest[];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
}

/** Letters and digits that cannot be taken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Five characters from five random bytes: fresh for every prompt, so that no habit can type it. */
export function nonceFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 5)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** What must be typed: the profile, the host and the nonce. */
export function phraseFor(profile: string, host: string, nonce: string): string {
  return `${profile} ${host} ${nonce}`;
}

/** True when the typed line is the phrase; blanks around and between count once. */
export function isPhrase(typed: string, phrase: string): boolean {
  return (
    typed
      .trim()
      .split(/[ \t]+/)
      .join(' ') === phrase
  );
}

/** What differs between what was agreed to and what is there now; undefined when nothing does. */
export function whatChanged(agreed: Binding, now: Binding): string | undefined {
  if (agreed.host !== now.host) return 'the host';
  if (agreed.definition !== now.definition) return `profiles/${agreed.profile}.yaml`;
  if (agreed.registry !== now.registry) return 'profiles/keys.yaml';
  return sameFiles(agreed.files, now.files) ? undefined : `the env file of ${agreed.profile}`;
}

/** True when both name the same files with the same bytes. */
export function sameFiles(a: readonly FileDigest[], b: readonly FileDigest[]): boolean {
  const text = (files: readonly FileDigest[]) =>
    files
      .map(({ file, digest }) => `${file} ${digest}`)
      .sort()
      .join('\n');
  return text(a) === text(b);
}

/** A consent file's bytes as a value; undefined when it is none, since half a consent is no consent. */
export function parseConsent(text: string): Consent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isConsent(value) ? value : undefined;
}

function isConsent(value: unknown): value is Consent {
  if (typeof value !== 'object' || value === null) return false;
  const { v, profile, host, salt, files, at, by } = value as Record<string, unknown>;
  return (
    v === 1 &&
    [profile, host, salt, at, by].every((field) => typeof field === 'string') &&
    Array.isArray(files) &&
    files.every((one) => typeof one?.file === 'string' && typeof one?.digest === 'string')
  );
}
