import type { ProviderName } from '../providers/provider.ts';
import type { Secret } from '../secret.ts';
import type { Owner } from './leak.ts';

/** A secret whose value could be read here. */
export interface KnownValue {
  readonly owner: Owner;
  readonly provider: ProviderName;
  readonly core: Secret;
}

/** A secret of which the registry knows no more than its fingerprint and its window. */
export interface KnownFingerprint {
  readonly owner: Owner;
  readonly provider: ProviderName;
  readonly fingerprint: string;
  /** Six hex digits; such a core has 16 bytes or more. */
  readonly window: string;
}

/** Everything of ours that a scan looks for. */
export interface KnownSecrets {
  /** The registry's salt; absent when there is no registry, and then no fingerprint either. */
  readonly salt?: string;
  readonly values: readonly KnownValue[];
  readonly fingerprints: readonly KnownFingerprint[];
}
