import { tooGuessable } from '../entropy.ts';
import { bytesDigest, fingerprint, fingerprintsIn, shortFingerprint } from '../fingerprint.ts';
import { enrolmentsOf, type Registry, whose } from '../registry.ts';
import type { Mark } from './hit.ts';
import type { Leak } from './leak.ts';

const scheme = 'hmac-sha256:';
// A keyed hash whose key is public is a crib for what can be guessed; 20 bits fit a million guesses.
const digitsOfGuessable = 5;
// Enough to tell lines apart, and too little to find out what else stands in them.
const digitsOfLine = 8;

/** Salts: the one of what is shown, and the one of the baseline. */
export interface Salts {
  readonly shown: string;
  readonly baseline: string;
}

/** What reports show instead of a leak's secret: the registry's word where it is ours. */
export function shownPrint(salt: string, registry: Registry | undefined, leak: Leak): string {
  const enrolled = registry === undefined ? undefined : enrolledPrint(salt, registry, leak);
  if (enrolled !== undefined) return shortFingerprint(enrolled);
  const text = leak.found.reveal();
  const print = shortFingerprint(fingerprint(salt, 'opaque', text));
  return isGuessable(text) ? print.slice(0, digitsOfGuessable) : print;
}

function enrolledPrint(salt: string, registry: Registry, leak: Leak): string | undefined {
  const known = fingerprintsIn(salt, leak.found).find((one) => whose(registry, one).length > 0);
  const [owner] = leak.owners;
  if (known !== undefined || owner === undefined) return known;
  // Of a fragment only its owner tells which secret it is of.
  return enrolmentsOf(registry, owner.key, owner.environment).find(
    ({ generation }) => generation === owner.generation,
  )?.fingerprint;
}

/** The secret as a baseline records it: under its rule, and cut short where it could be guessed. */
export function secretMark(salt: string, { rule, found }: Leak): Mark['secret'] {
  const text = found.reveal();
  const print = fingerprint(salt, 'opaque', `${rule}\0${text}`);
  return isGuessable(text) ? print.slice(0, scheme.length + digitsOfGuessable) : print;
}

/** The text before the secret in its line, without blanks, so that indenting it changes nothing. */
export function lineMark(salt: string, before: Uint8Array): Mark['line'] {
  const dark = before.filter((byte) => byte > 0x20);
  return bytesDigest(salt, dark).slice(0, scheme.length + digitsOfLine);
}

function isGuessable(text: string): boolean {
  return tooGuessable('opaque', text) !== undefined;
}
