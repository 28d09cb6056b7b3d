import { fail } from '../errors.ts';
import { nearestName } from './names.ts';
import type { Registry, RegistryKey } from './registry.ts';

/** The key of that name; throws `usage` without repeating the name, which may be a pasted secret. */
export function keyNamed(registry: Registry, name: string): RegistryKey {
  const key = registry.keys.get(name);
  if (key !== undefined) return key;
  const nearest = nearestName(name, [...registry.keys.keys()]);
  return fail({
    kind: 'usage',
    rule: 'unknown-key',
    message: 'the registry has no key of that name',
    remedy:
      nearest === undefined ? 'see which there are: pine-env keys' : `did you mean ${nearest}?`,
  });
}

/** As `keyNamed`, for what only a secret has; a setting is `usage`. */
export function secretNamed(registry: Registry, name: string): RegistryKey {
  const key = keyNamed(registry, name);
  if (key.secret) return key;
  return fail({
    kind: 'usage',
    rule: 'not-a-secret',
    message: `${key.name} is a setting: it has no fingerprint`,
    remedy: 'see which are secrets: pine-env keys',
  });
}
