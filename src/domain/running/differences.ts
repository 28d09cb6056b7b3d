import { shownName } from '../names.ts';
import type { Secret } from '../secret.ts';
import { goodProfiles, type World } from '../world.ts';
import { type Declared, merged, underProfile } from './linked-environment.ts';

/** The word for a file that could not be read, where names of variables are expected. */
export const unreadFile = 'the file behind the link';

/** The names whose values are not those of what is declared, and the secrets that are not declared at all. */
export function differences(
  { registry }: World,
  variables: ReadonlyMap<string, Secret>,
  declared: Declared,
): readonly string[] {
  if (declared === undefined) return [unreadFile];
  const changed = [...declared].flatMap(([key, value]) =>
    variables.get(key)?.reveal() === value.reveal() ? [] : [key],
  );
  const isSecret = (key: string) =>
    registry.kind === 'good' && registry.registry.keys.get(key)?.secret === true;
  const extra = [...variables].flatMap(([key, value]) =>
    isSecret(key) && !declared.has(key) && !value.isEmpty ? [key] : [],
  );
  return [...changed, ...extra].map(shownName);
}

/** The profile whose files, behind these links, give exactly these variables; undefined when none does. */
export function insteadOf(
  world: World,
  variables: ReadonlyMap<string, Secret>,
  links: readonly string[],
): string | undefined {
  return goodProfiles(world).find((profile) => {
    const declared = merged(links.map((link) => underProfile(world, profile, link)));
    return declared !== undefined && differences(world, variables, declared).length === 0;
  })?.name;
}
