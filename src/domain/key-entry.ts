import { type Attested, attestedIn } from './attested.ts';
import { shortFingerprint } from './fingerprint.ts';
import { ageWords, daysLeft } from './key-age.ts';
import type { ProviderName } from './providers/provider.ts';
import { type Renewal, renewalOf } from './providers/rotation-steps.ts';
import type { Enrolment, RegistryKey } from './registry.ts';

/** One fingerprint of a key, as reports tell it. */
export interface Place {
  readonly environment: string;
  readonly fingerprint: string;
  readonly generation: string;
  /** Since when: `YYYY-MM-DD`. */
  readonly issued: string;
  readonly owner: string;
  readonly note: string | null;
  /** Days until it must be renewed, negative when overdue; null where it never must. */
  readonly daysLeft: number | null;
}

/** What the registry knows of a key, as reports tell it. */
export interface KeyEntry {
  readonly key: string;
  readonly secret: boolean;
  readonly optional: boolean;
  readonly provider: ProviderName;
  readonly purpose: string;
  readonly sharing: string;
  readonly usedBy: readonly string[];
  readonly console: string | null;
  readonly rotateEvery: string | null;
  readonly without: string | null;
  readonly environments: readonly Place[];
  readonly attestations: readonly Attested[];
  /** One word or two for the table; `-` for a setting. */
  readonly state: string;
  /** Null for a setting: there is nobody who issues it. */
  readonly renewal: Renewal | null;
}

/** A key of the registry at a moment, milliseconds since 1970. */
export function entryFrom(key: RegistryKey, at: number): KeyEntry {
  const { name, secret, optional, provider, purpose, sharing, usedBy } = key;
  const environments = [...key.environments].flatMap(([environment, enrolments]) =>
    enrolments.map((one) => placeFrom(key, environment, one, at)),
  );
  const attestations = attestedIn(key, at);
  return {
    key: name,
    secret,
    optional,
    provider,
    purpose,
    sharing,
    usedBy,
    console: key.console ?? null,
    rotateEvery: key.rotateEvery ?? null,
    without: key.without ?? null,
    environments,
    attestations,
    state: secret ? stateOf(environments, attestations) : '-',
    renewal: secret ? renewalOf(provider, name) : null,
  };
}

function placeFrom(key: RegistryKey, environment: string, one: Enrolment, at: number): Place {
  const { fingerprint, generation, issued, owner, note } = one;
  const left = generation === 'current' ? daysLeft(key, one, at) : undefined;
  return {
    environment,
    fingerprint: shortFingerprint(fingerprint),
    generation,
    issued,
    owner,
    note: note ?? null,
    daysLeft: left ?? null,
  };
}

/** The worst that is to be said, since a table has room for one thing. */
function stateOf(places: readonly Place[], attestations: readonly Attested[]): string {
  const left = places.flatMap(({ daysLeft }) => daysLeft ?? []);
  const attested = attestations.find(({ state }) => state !== 'fresh');
  if (!places.some(({ generation }) => generation === 'current')) return 'not enrolled';
  if (left.some((days) => days < 0)) return 'OVERDUE';
  if (attested !== undefined) return `attestation ${attested.state}`;
  if (places.some(({ generation }) => generation === 'next')) return 'in rotation';
  return left.some((days) => days <= 14) ? 'due soon' : 'good';
}

/** When it is due: `due in 12 d`, `OVERDUE by 3 d`; for another generation than the current one what it is. */
export function ageOf({ generation, daysLeft }: Place): string {
  return generation === 'current' ? ageWords(daysLeft) : generation;
}
