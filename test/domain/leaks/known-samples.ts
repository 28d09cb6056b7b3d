import { fingerprint, windowOf } from '../../../src/domain/fingerprint.ts';
import type { KnownSecrets } from '../../../src/domain/leaks/known-secrets.ts';
import type { Owner } from '../../../src/domain/leaks/leak.ts';
import { providers } from '../../../src/domain/providers/index.ts';
import { type ProviderName, providerNames } from '../../../src/domain/providers/provider.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { seededBytes } from '../seeded-bytes.ts';

/** A made-up secret as its provider makes them, put together when asked. */
export interface Sample {
  readonly provider: ProviderName;
  readonly value: string;
  readonly core: string;
}

/** One for each provider. */
export const samples: readonly Sample[] = providerNames.map((provider) => sampleOf(provider, 'a'));

/** The same for the same seed. */
export function sampleOf(provider: ProviderName, seed: string): Sample {
  const value = providers[provider].demo(seededBytes(`${provider} ${seed}`, 128));
  return { provider, value, core: providers[provider].cores(value)[0] ?? '' };
}

/** Whose every sample is. */
export const owner: Owner = {
  key: 'SOME_KEY',
  environment: 'live',
  generation: 'current',
  tier: 'live',
};

const salt = 'ab'.repeat(32);

/** Somebody can read the value here. */
export function asValue({ provider, core }: Sample): KnownSecrets {
  return { salt, values: [{ owner, provider, core: Secret.of(core) }], fingerprints: [] };
}

/** Nobody here knows more than the registry does. */
export function asFingerprint({ provider, core }: Sample): KnownSecrets {
  const print = fingerprint(salt, provider, core);
  const window = windowOf(core) ?? '';
  return { salt, values: [], fingerprints: [{ owner, provider, fingerprint: print, window }] };
}
