import { fail } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import { registered } from '../checks/values.ts';
import { fingerprintsIn } from '../fingerprint.ts';
import { shownName } from '../names.ts';
import { mayBeShared, type Registration, type Registry, whose } from '../registry.ts';
import type { Secret } from '../secret.ts';
import { tierOf } from '../tiers.ts';

/** Values by key, as they came from a source. */
export type Values = ReadonlyMap<string, Secret>;

/** The places that know a value, whatever its key is called. */
function placesOf(registry: Registry, value: Secret): readonly Registration[] {
  const { salt } = registry;
  if (salt === undefined) return [];
  return fingerprintsIn(salt, value).flatMap((print) => whose(registry, print));
}

function registryOf({ world: { registry } }: View): Registry {
  return registry.kind === 'good' ? registry.registry : { keys: new Map() };
}

/**
 * Throws `refused` for a value that is positively known to be live where the profile is safe, and for
 * a revoked one anywhere: whoever holds such a key in the wrong place has a mistake, not a wish.
 */
export function refuseStrangers(view: View, values: Values): void {
  const registry = registryOf(view);
  const { name, tier } = view.profile;
  for (const [key, value] of values) {
    const places = placesOf(registry, value);
    const live = places.find(
      ({ environment, key: of }) =>
        environment !== name &&
        !mayBeShared(registry, of) &&
        tierOf(view.world, environment) === 'live',
    );
    if (tier === 'safe' && live !== undefined) holdsLive(view, key, live);
    if (places.some(({ generation }) => generation === 'revoked')) isRevoked(view, key);
  }
}

/** Throws `refused` for a secret of a bare environment that is not enrolled for this profile: nobody vouches for it. */
export function refuseUnregistered(view: View, values: Values): void {
  const [key] = notEnrolled(view, values);
  if (key === undefined) return;
  fail({
    kind: 'refused',
    rule: 'source-key-unregistered',
    message: `the value of ${key} in the environment is not enrolled for ${view.profile.name}; nothing was run`,
    remedy: `put it into the env file and enrol it: pine-env pull ${view.profile.name}, then pine-env keys --enroll ${view.profile.name}`,
    where: key,
  });
}

/** The secrets among these values that the registry does not give to this profile. */
export function notEnrolled(view: View, values: Values): readonly string[] {
  const registry = registryOf(view);
  return [...values].flatMap(([key, value]) => {
    const entry = registered(view, key);
    if (entry?.secret !== true || value.isEmpty) return [];
    const places = placesOf(registry, value);
    const own = places.some((one) => one.environment === view.profile.name && one.key === key);
    return own ? [] : [key];
  });
}

/**
 * The variables that a store's command does not inherit: values of other environments, and whatever
 * stands under a secret's name without being this profile's own.
 */
export function notInherited(view: View, variables: Values): ReadonlySet<string> {
  const registry = registryOf(view);
  const names = [...variables].filter(([name, value]) => {
    const places = placesOf(registry, value);
    const own = places.some(({ environment }) => environment === view.profile.name);
    if (own) return false;
    return places.length > 0 || registry.keys.get(name)?.secret === true;
  });
  return new Set(names.map(([name]) => name));
}

function holdsLive({ profile }: View, key: string, of: Registration): never {
  return fail({
    kind: 'refused',
    rule: 'source-holds-a-live-key',
    message: `the source of ${profile.name} gives ${shownName(key)} the ${of.environment} value of ${of.key}; nothing was changed`,
    remedy: `put the right value there: pine-env keys ${of.key}`,
    where: key,
  });
}

function isRevoked({ profile }: View, key: string): never {
  return fail({
    kind: 'refused',
    rule: 'source-holds-a-revoked-key',
    message: `the source of ${profile.name} gives ${shownName(key)} a value that is revoked; nothing was changed`,
    remedy: `put the current one there: pine-env keys ${shownName(key)}`,
    where: key,
  });
}
