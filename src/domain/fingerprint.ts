import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fail } from '../errors.ts';
import { providers } from './providers/index.ts';
import { type ProviderName, providerNames } from './providers/provider.ts';
import { windowBytes, windowNumber, windowState, windowText } from './rolling-window.ts';
import type { Secret } from './secret.ts';

// The committed format: changing anything in this file orphans every registry there is.
const scheme = 'hmac-sha256:';
const fingerprintDigits = 32;
const saltForm = /^(?:[0-9a-f]{2}){16,}$/i;

/** Who a credential is: HMAC-SHA-256 over `core NUL provider NUL core`, its first 128 bits in hex. */
export function fingerprint(salt: string, provider: ProviderName, core: string): string {
  return identity(salt, 'core', provider, core);
}

/** Whether a value changed at all: as `fingerprint`, over `whole NUL provider NUL value`, nothing trimmed. */
export function wholeFingerprint(salt: string, provider: ProviderName, value: string): string {
  return identity(salt, 'whole', provider, value);
}

/** A keyed digest of a file's bytes, 256 bits, over `bytes NUL` and the bytes. */
export function bytesDigest(salt: string, bytes: Uint8Array): string {
  return scheme + keyedDigest(salt, 'bytes\0', bytes);
}

/** The registry's `window`: a rolling hash of the core's last 16 bytes; undefined for a shorter core. */
export function windowOf(core: string): string | undefined {
  const bytes = utf8ToBytes(core);
  if (bytes.length < windowBytes) return undefined;
  return windowText(windowNumber(windowState(bytes, bytes.length - windowBytes)));
}

/** The first eight hex digits of a fingerprint, for people's eyes; never compare with it. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(scheme.length, scheme.length + 8);
}

/** The fingerprint of a value's core as this provider reads it; a blank value has the empty core. */
export function fingerprintOf(salt: string, provider: ProviderName, value: Secret): string {
  return fingerprint(salt, provider, providers[provider].cores(value.reveal())[0] ?? '');
}

/** Every fingerprint the value may be registered under, whatever its key is called; none for a blank value. */
export function fingerprintsIn(salt: string, value: Secret): readonly string[] {
  const text = value.reveal();
  return providerNames.flatMap((provider) =>
    providers[provider].cores(text).map((core) => fingerprint(salt, provider, core)),
  );
}

function identity(salt: string, label: string, provider: ProviderName, text: string): string {
  const hex = keyedDigest(salt, `${label}\0${provider}\0`, utf8ToBytes(text));
  return scheme + hex.slice(0, fingerprintDigits);
}

function keyedDigest(salt: string, prefix: string, message: Uint8Array): string {
  const digest = keyedWith(salt).clone().update(utf8ToBytes(prefix)).update(message).digest();
  return bytesToHex(digest);
}

type Keyed = ReturnType<typeof hmac.create>;
let last: { readonly salt: string; readonly keyed: Keyed } | undefined;

/** A key costs half of a short digest, and one registry has one. */
function keyedWith(salt: string): Keyed {
  if (last?.salt !== salt) last = { salt, keyed: hmac.create(sha256, saltKey(salt)) };
  return last.keyed;
}

function saltKey(salt: string): Uint8Array {
  if (saltForm.test(salt)) return hexToBytes(salt);
  return fail({
    kind: 'bad-config',
    rule: 'salt-invalid',
    where: 'profiles/keys.yaml',
    message: 'the salt of the registry is not 16 or more bytes in hex',
    remedy: 'restore profiles/keys.yaml from version control',
  });
}
