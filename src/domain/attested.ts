import { dateOf } from './key-age.ts';
import type { Attestation, RegistryKey } from './registry.ts';

/** What a person's statement is worth at a moment; `of another value`: the key has changed since. */
export type AttestedState = 'fresh' | 'expired' | 'of another value' | 'missing';

/** One environment's attestation, as reports tell it. */
export interface Attested {
  readonly environment: string;
  readonly state: AttestedState;
  readonly accounts: string | null;
  readonly by: string | null;
  readonly at: string | null;
  readonly until: string | null;
}

/** The attestations of a key, and those that it should have where somebody enrolled it. */
export function attestedIn(key: RegistryKey, at: number): readonly Attested[] {
  const wanted = key.attest ? [...key.environments.keys()] : [];
  return [...new Set([...wanted, ...key.attestations.keys()])].map((environment) =>
    attestedFor(key, environment, key.attestations.get(environment), at),
  );
}

function attestedFor(
  key: RegistryKey,
  environment: string,
  said: Attestation | undefined,
  at: number,
): Attested {
  if (said === undefined) {
    return { environment, state: 'missing', accounts: null, by: null, at: null, until: null };
  }
  const { accounts, by, until } = said;
  const isCurrent = (key.environments.get(environment) ?? []).some(
    ({ fingerprint, generation }) => generation === 'current' && fingerprint === said.fingerprint,
  );
  const state = !isCurrent ? 'of another value' : dateOf(at) > until ? 'expired' : 'fresh';
  return { environment, state, accounts, by, at: said.at, until };
}
