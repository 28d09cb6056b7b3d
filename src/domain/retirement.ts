import { fail } from '../errors.ts';
import type { ConfigEdit } from './config-text.ts';
import { shortFingerprint } from './fingerprint.ts';
import { type Enrolment, enrolmentsOf, type Registry, type RegistryKey } from './registry.ts';
import { misused } from './registry-words.ts';

const scheme = 'hmac-sha256:';

/** What is to be called revoked. */
export interface Retiring {
  readonly retired: readonly Enrolment[];
  readonly edits: readonly ConfigEdit[];
}

/**
 * The previous generation of a key in an environment, or the one whose fingerprint begins so, as
 * revoked. None when it is revoked already. Throws `refused` for the current one and for none.
 */
export function planRetirement(
  registry: Registry,
  key: RegistryKey,
  environment: string,
  prefix?: string,
): Retiring {
  const known = enrolmentsOf(registry, key.name, environment);
  const wanted =
    prefix === undefined ? previousOf(known) : [withPrefix(known, key.name, digitsOf(prefix))];
  if (wanted.length === 0) return nothingToRetire(key.name, environment);
  if (wanted.some(({ generation }) => generation === 'current')) return isCurrent(key.name);
  const retired = wanted.filter(({ generation }) => generation !== 'revoked');
  return {
    retired,
    edits: retired.map((one) => ({
      kind: 'set',
      path: ['keys', key.name, 'environments', environment, known.indexOf(one), 'generation'],
      value: 'revoked',
    })),
  };
}

/** Those that wait to be revoked; when there are none, those that were. */
function previousOf(known: readonly Enrolment[]): readonly Enrolment[] {
  const previous = known.filter(({ generation }) => generation === 'previous');
  return previous.length > 0 ? previous : known.filter(isRevoked);
}

function isRevoked({ generation }: Enrolment): boolean {
  return generation === 'revoked';
}

function digitsOf(prefix: string): string {
  const digits = prefix.toLowerCase().replace(scheme, '');
  return /^[0-9a-f]{4,32}$/.test(digits)
    ? digits
    : misused('--fingerprint takes the first digits of one, at least four: 7f3a09c1');
}

function withPrefix(known: readonly Enrolment[], key: string, digits: string): Enrolment {
  const fitting = known.filter(({ fingerprint }) => fingerprint.startsWith(scheme + digits));
  const [one, another] = fitting;
  if (one === undefined) return unclear('unknown-fingerprint', 'no fingerprint begins so', key);
  if (another === undefined) return one;
  const all = fitting.map(({ fingerprint }) => shortFingerprint(fingerprint)).join(', ');
  return unclear('two-fingerprints', `more than one begins so: ${all}`, key);
}

function nothingToRetire(key: string, environment: string): never {
  return unclear('nothing-to-retire', `${key} has no previous value in ${environment}`, key);
}

function isCurrent(key: string): never {
  return fail({
    kind: 'refused',
    rule: 'retires-current',
    message: `that is the current value of ${key}; nothing was retired`,
    remedy: `rotate it first; a new one is made where this says: pine-env keys ${key}`,
    where: key,
  });
}

function unclear(rule: string, why: string, key: string): never {
  return fail({
    kind: 'refused',
    rule,
    message: `${why}; nothing was retired`,
    remedy: `see which there are: pine-env keys ${key}`,
    where: key,
  });
}
