import { declaredLinks } from '../env-link.ts';
import type { Profile } from '../profile.ts';
import { unitMatches } from '../units/unit-pattern.ts';
import { goodProfiles, type World } from '../world.ts';
import type { ProcessFacts } from './process-facts.ts';

/** The profiles that name this unit among theirs. */
export function profilesOfUnit(world: World, unit: string): readonly Profile[] {
  return goodProfiles(world).filter(({ units }) => units.some((one) => unitMatches(one, unit)));
}

/** The links that a process may have been started from: those that the profiles of its unit declare. */
export function linksOf(world: World, { unit }: Pick<ProcessFacts, 'unit'>): readonly string[] {
  const named = unit === undefined ? [] : profilesOfUnit(world, unit);
  const links = [...new Set(named.flatMap(({ links }) => links.map(({ link }) => link)))];
  return links.length === 0 ? declaredLinks(world) : links;
}
