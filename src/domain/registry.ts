import type { ProviderName } from './providers/provider.ts';

export { readRegistry } from './registry-file.ts';

/** Where a fingerprint stands in its rotation. */
export type Generation = 'next' | 'current' | 'previous' | 'revoked';

/** One fingerprint of one key in one environment. */
export interface Enrolment {
  readonly fingerprint: string;
  /** Over the whole value: says only that it changed. */
  readonly whole: string;
  /** 24 bits for scanners; absent for cores under 16 bytes. */
  readonly window?: string;
  readonly generation: Generation;
  /** `YYYY-MM-DD`. */
  readonly issued: string;
  readonly owner: string;
  readonly note?: string;
}

/** A person's dated, expiring statement about what no program can see: which accounts a webhook feeds. */
export interface Attestation {
  /** Of the value that the person looked at: another value needs another look. */
  readonly fingerprint: string;
  /** The accounts, in the person's words. */
  readonly accounts: string;
  readonly by: string;
  /** `YYYY-MM-DD`, both days included. */
  readonly at: string;
  readonly until: string;
}

/** What the registry says about a key; never its value. */
export interface RegistryKey {
  readonly name: string;
  /** False: a setting, shown in clear. */
  readonly secret: boolean;
  readonly optional: boolean;
  readonly provider: ProviderName;
  readonly purpose: string;
  readonly sharing: 'exclusive' | 'shared';
  readonly usedBy: readonly string[];
  /** Where a person makes a new one. */
  readonly console?: string;
  /** A number and d, w, m or y: `90d`. */
  readonly rotateEvery?: string;
  /** What breaks without it. */
  readonly without?: string;
  readonly environments: ReadonlyMap<string, readonly Enrolment[]>;
  /** True when a fresh attestation is demanded wherever the key is used. */
  readonly attest: boolean;
  /** By environment; the last word there. */
  readonly attestations: ReadonlyMap<string, Attestation>;
}

/** The registry, `profiles/keys.yaml`. */
export interface Registry {
  /** 64 hex digits; absent until the first enrolment. */
  readonly salt?: string;
  readonly keys: ReadonlyMap<string, RegistryKey>;
}

/** A place where the registry knows a fingerprint. */
export interface Registration {
  readonly key: string;
  readonly environment: string;
  readonly generation: Generation;
}

/** Every place that knows this fingerprint; none when nobody does. Cheap however many keys there are. */
export function whose(registry: Registry, fingerprint: string): readonly Registration[] {
  let index = indexes.get(registry);
  if (index === undefined) {
    index = indexOf(registry);
    indexes.set(registry, index);
  }
  return index.get(fingerprint) ?? [];
}

// Built at the first question and forgotten together with its registry.
const indexes = new WeakMap<Registry, ReadonlyMap<string, readonly Registration[]>>();

function indexOf(registry: Registry): ReadonlyMap<string, readonly Registration[]> {
  const index = new Map<string, Registration[]>();
  for (const { name: key, environments } of registry.keys.values()) {
    for (const [environment, entries] of environments) {
      for (const { fingerprint, generation } of entries) {
        const known = index.get(fingerprint);
        if (known === undefined) index.set(fingerprint, [{ key, environment, generation }]);
        else known.push({ key, environment, generation });
      }
    }
  }
  return index;
}

/** What is enrolled for a key in an environment, in the file's order. */
export function enrolmentsOf(
  registry: Registry,
  key: string,
  environment: string,
): readonly Enrolment[] {
  return registry.keys.get(key)?.environments.get(environment) ?? [];
}

/** The enrolment that should be in use, if there is one. */
export function currentFor(
  registry: Registry,
  key: string,
  environment: string,
): Enrolment | undefined {
  return enrolmentsOf(registry, key, environment).find(
    ({ generation }) => generation === 'current',
  );
}

/** True only for a key declared `secret: false`: an unknown key is never shown in clear. */
export function isSetting(registry: Registry, key: string): boolean {
  return registry.keys.get(key)?.secret === false;
}

/** True only for a key declared `sharing: shared`. */
export function mayBeShared(registry: Registry, key: string): boolean {
  return registry.keys.get(key)?.sharing === 'shared';
}

/** Keys, secrets and settings alike, that every env file must hold. */
export function requiredKeys(registry: Registry): readonly string[] {
  return namesWhere(registry, ({ optional }) => !optional);
}

/** Keys the worker runs without. */
export function optionalKeys(registry: Registry): readonly string[] {
  return namesWhere(registry, ({ optional }) => optional);
}

function namesWhere(registry: Registry, wanted: (key: RegistryKey) => boolean): readonly string[] {
  return [...registry.keys.values()].filter(wanted).map(({ name }) => name);
}
