import type { View } from '../domain/checks/check.ts';
import { viewOf } from '../domain/checks/index.ts';
import { isProfileName, nearestName, shownName } from '../domain/names.ts';
import type { World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';

/** One profile of a World as checks see it; throws `bad-config` when its YAML cannot be used. */
export function viewOrFail(world: World, name: string): View {
  const read = world.profiles.get(name);
  if (read?.kind === 'bad') throw new PineError(read.error);
  return viewOf(world, name) ?? unknownProfile(name, [...world.profiles.keys()]);
}

/** A word that names no profile; it may be a pasted secret, so it is shown only if it cannot be one. */
export function unknownProfile(name: string, known: readonly string[]): never {
  const nearest = nearestName(name, known.filter(isProfileName));
  return fail({
    kind: 'bad-config',
    rule: 'unknown-profile',
    message: `there is no profile ${shownName(name)}`,
    remedy:
      nearest === undefined ? 'see which there are: pine-env list' : `did you mean ${nearest}?`,
  });
}
