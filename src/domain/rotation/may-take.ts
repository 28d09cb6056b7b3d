import { fail } from '../../errors.ts';
import { tooGuessable } from '../entropy.ts';
import type { Finding } from '../finding.ts';
import { fingerprint, fingerprintsIn, wholeFingerprint, windowOf } from '../fingerprint.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { documentedIn } from '../providers/documented.ts';
import { providers } from '../providers/index.ts';
import {
  type Enrolment,
  type Registration,
  type Registry,
  type RegistryKey,
  whose,
} from '../registry.ts';
import type { Secret } from '../secret.ts';

/** A new value that may take the place of another. */
export interface Taken {
  readonly entry: Pick<Enrolment, 'fingerprint' | 'whole' | 'window'>;
  /** What is strange about it, and no reason to refuse. */
  readonly findings: readonly Finding[];
}

/**
 * Judges a new value before anything is written: shape, entropy, placeholder, and that it is nobody's
 * already, in any environment or generation. Throws `refused`; no message tells anything of the value.
 */
export function mayTake(
  registry: Registry,
  salt: string,
  key: RegistryKey,
  environment: string,
  value: Secret,
): Taken {
  const text = value.reveal();
  const [core, another] = providers[key.provider].cores(text);
  if (core === undefined) return refused(key, 'value-empty', 'the new value is empty');
  if (looksLikePlaceholder(text)) {
    refused(key, 'placeholder', 'the new value is the placeholder of a template');
  }
  if (another !== undefined) {
    refused(key, 'two-credentials', 'the new value holds more than one credential');
  }
  const documented = documentedIn(text);
  if (documented !== undefined && key.provider !== 'opaque' && documented !== key.provider) {
    refused(
      key,
      'other-provider',
      `the new value is a credential of ${documented}, not of ${key.provider}`,
    );
  }
  const guessable = tooGuessable(key.provider, core);
  if (guessable !== undefined) refused(key, 'low-entropy', `the new value ${guessable}`);
  const known = fingerprintsIn(salt, value).flatMap((print) => whose(registry, print));
  const other = known.find((place) => !mayStandThereToo(key, environment, place));
  if (other !== undefined) refused(key, 'value-reused', inUse(other));
  const window = windowOf(core);
  return {
    entry: {
      fingerprint: fingerprint(salt, key.provider, core),
      whole: wholeFingerprint(salt, key.provider, text),
      ...(window !== undefined && { window }),
    },
    findings: strange(key, text),
  };
}

/** A shared key may have come to another environment first. */
function mayStandThereToo(key: RegistryKey, environment: string, place: Registration): boolean {
  if (place.generation === 'revoked') return false;
  if (place.key !== key.name) return false;
  return place.environment === environment ? place.generation === 'next' : key.sharing === 'shared';
}

function inUse({ key, environment, generation }: Registration): string {
  return `the new value is not new: it is the ${generation} ${key} of ${environment}`;
}

function strange({ name, provider }: RegistryKey, text: string): readonly Finding[] {
  if (providers[provider].shape(text) === 'good' || provider === 'opaque') return [];
  return [
    {
      rule: 'shape-unverified',
      severity: 'warning',
      where: name,
      message: `the new value is not spelled as ${provider} documents it`,
      remedy: `compare it with what the console shows: pine-env keys ${name}`,
    },
  ];
}

function refused(key: RegistryKey, rule: string, message: string): never {
  return fail({
    kind: 'refused',
    rule,
    message: `${message}; nothing was changed`,
    remedy: `see where a new one is made: pine-env keys ${key.name}`,
    where: key.name,
  });
}
