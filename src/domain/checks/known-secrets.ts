import { fingerprint } from '../fingerprint.ts';
import { providers } from '../providers/index.ts';
import { type Enrolment, enrolmentsOf, type RegistryKey } from '../registry.ts';
import type { View } from './check.ts';
import { allAssignments, registered } from './values.ts';

/** A secret that a file of the profile sets, and what the registry knows of it here. */
export interface KnownSecret {
  readonly key: RegistryKey;
  /** For a finding: file, line and key. */
  readonly where: string;
  /** One for each credential in the value; none without a salt. */
  readonly prints: readonly string[];
  /** Those of its fingerprints that are enrolled for this key and profile. */
  readonly enrolments: readonly Enrolment[];
}

/** The declared secrets that the profile's files set, empty ones left out. */
export function knownSecrets(view: View): readonly KnownSecret[] {
  const { registry } = view.world;
  if (registry.kind !== 'good') return [];
  const { salt } = registry.registry;
  return allAssignments(view).flatMap(({ key: name, line, where, value }) => {
    const key = registered(view, name);
    if (key?.secret !== true || value.isEmpty) return [];
    const cores = salt === undefined ? [] : providers[key.provider].cores(value.reveal());
    const prints = cores.map((core) => fingerprint(salt ?? '', key.provider, core));
    const enrolments = enrolmentsOf(registry.registry, name, view.profile.name).filter((one) =>
      prints.includes(one.fingerprint),
    );
    return [{ key, where: `${where}:${line} ${name}`, prints, enrolments }];
  });
}
