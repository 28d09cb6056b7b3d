import { declaredLinks } from '../env-link.ts';
import type { Profile } from '../profile.ts';
import type { Secret } from '../secret.ts';
import { unitMatches } from '../units/unit-pattern.ts';
import { goodProfiles, type World } from '../world.ts';
import { behindLink, underProfile } from './linked-environment.ts';
import type { ProcessFacts } from './process-facts.ts';

/** The profiles that name this unit among theirs. */
export function profilesOfUnit(world: World, unit: string): readonly Profile[] {
  return goodProfiles(world).filter(({ units }) => units.some((one) => unitMatches(one, unit)));
}

/**
 * The links that a process was started from: those that the profiles of its unit declare, and of
 * several roles only those of which it has a variable. A process that has none at all counts for all.
 */
export function linksOf(
  world: World,
  { unit }: Pick<ProcessFacts, 'unit'>,
  variables: ReadonlyMap<string, Secret>,
): readonly string[] {
  const named = unit === undefined ? [] : profilesOfUnit(world, unit);
  const links = [...new Set(named.flatMap(({ links }) => links.map(({ link }) => link)))];
  const all = links.length === 0 ? declaredLinks(world) : links;
  if (all.length === 1) return all;
  const own = all.filter((link) => hasSomeOf(world, variables, link));
  return own.length === 0 ? all : own;
}

/** True when the process has a variable that a file behind this link gives, whoever is linked now. */
function hasSomeOf(world: World, variables: ReadonlyMap<string, Secret>, link: string): boolean {
  const files = goodProfiles(world).map((profile) => underProfile(world, profile, link));
  return [behindLink(world, link), ...files].some((declared) =>
    [...(declared?.keys() ?? [])].some((key) => variables.has(key)),
  );
}
