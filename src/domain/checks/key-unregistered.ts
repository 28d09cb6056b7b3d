import { fingerprint, fingerprintsIn } from '../fingerprint.ts';
import { providers } from '../providers/index.ts';
import { mayBeShared, type Registry, type RegistryKey, whose } from '../registry.ts';
import type { Secret } from '../secret.ts';
import { check } from './check.ts';
import { allAssignments, registered } from './values.ts';

/** Not enrolled is *unproven*: nothing is known against it, and nothing for it (promise 7). */
export const keyUnregistered = check(
  'key-unregistered',
  'error',
  'every secret is enrolled for this environment',
  (view) => {
    const { registry } = view.world;
    if (registry.kind !== 'good') return [];
    return allAssignments(view).flatMap(({ key, line, where, value }) => {
      const entry = registered(view, key);
      if (entry?.secret !== true || value.isEmpty) return [];
      if (isEnrolled(registry.registry, entry, value, view.profile.name)) return [];
      if (isSomebodyElses(registry.registry, view.profile.name, value)) return [];
      return [
        {
          severity: entry.sharing === 'exclusive' ? ('error' as const) : ('warning' as const),
          where: `${where}:${line} ${key}`,
          message: `${key} is not enrolled for ${view.profile.name}: unproven`,
          remedy: `if you know whose it is: pine-env keys --enroll ${view.profile.name}`,
        },
      ];
    });
  },
);

/** Then `key-of-another-environment` says so, and enrolling it would be the wrong remedy. */
function isSomebodyElses(registry: Registry, environment: string, value: Secret): boolean {
  const { salt } = registry;
  if (salt === undefined) return false;
  return fingerprintsIn(salt, value)
    .flatMap((print) => whose(registry, print))
    .some((place) => place.environment !== environment && !mayBeShared(registry, place.key));
}

/** Every credential in the value must be known: a second one beside it would trade unseen. */
function isEnrolled(
  registry: Registry,
  entry: RegistryKey,
  value: Secret,
  environment: string,
): boolean {
  const { salt } = registry;
  const cores = providers[entry.provider].cores(value.reveal());
  if (salt === undefined || cores.length === 0) return false;
  return cores.every((core) =>
    whose(registry, fingerprint(salt, entry.provider, core)).some(
      (place) => place.environment === environment && place.key === entry.name,
    ),
  );
}
