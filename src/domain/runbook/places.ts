import { shortFingerprint } from '../fingerprint.ts';
import { dateOf, daysOf } from '../key-age.ts';
import type { Enrolment, RegistryKey } from '../registry.ts';

/** One fingerprint of a key and where it belongs. */
export type KnownPlace = Enrolment & { readonly environment: string };

/** Every fingerprint of a key, shortened for people, by environment and in the registry's order. */
export function placesIn({ environments }: RegistryKey): readonly KnownPlace[] {
  const names = [...environments.keys()].sort();
  return names.flatMap((environment) =>
    (environments.get(environment) ?? []).map((one) => ({
      ...one,
      environment,
      fingerprint: shortFingerprint(one.fingerprint),
    })),
  );
}

/** The date on which it is due: from the registry alone, so that the page is the same tomorrow. */
export function renewBy({ rotateEvery }: RegistryKey, { issued }: Enrolment): string {
  if (rotateEvery === undefined) return 'never';
  return dateOf(Date.parse(`${issued}T00:00:00Z`), daysOf(rotateEvery));
}
