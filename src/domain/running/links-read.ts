import { declaredLinks } from '../env-link.ts';
import type { Secret } from '../secret.ts';
import { goodProfiles, type World } from '../world.ts';
import { differences, insteadOf } from './differences.ts';
import { behindLink, merged, underProfile } from './linked-environment.ts';

/** The links an environment was read from, and how it stands to what is behind them now. */
export interface LinksRead {
  readonly links: readonly string[];
  /** The names that are otherwise than the linked files have them; none when it is exactly theirs. */
  readonly differs: readonly string[];
  /** The profile it matches instead. */
  readonly instead?: string;
}

type Variables = ReadonlyMap<string, Secret>;

/**
 * Finds the links that a worker's unit reads by what it gave: of several roles those whose files
 * make up exactly this environment, and always the ones that alone declare a variable in it.
 */
export function linksRead(
  world: World,
  variables: Variables,
  all: readonly string[] = declaredLinks(world),
): LinksRead {
  const needed = all.filter((link) => givesAlone(world, variables, all, link));
  const exact = choices(all, needed).find(
    (links) => differing(world, variables, links).length === 0,
  );
  const links = exact ?? (needed.length > 0 ? needed : all);
  const differs = exact === undefined ? differing(world, variables, links) : [];
  const instead = exact === undefined ? insteadOf(world, variables, links) : undefined;
  return { links, differs, ...(instead === undefined ? {} : { instead }) };
}

function differing(world: World, variables: Variables, links: readonly string[]) {
  return differences(world, variables, merged(links.map((link) => behindLink(world, link))));
}

const mostChoices = 6;

/** Every set of links that holds the needed ones, the largest first; beyond six links only the needed. */
function choices(
  all: readonly string[],
  needed: readonly string[],
): readonly (readonly string[])[] {
  if (all.length > mostChoices) return needed.length === 0 ? [all] : [needed];
  const sets = Array.from({ length: 2 ** all.length }, (_, bits) =>
    all.filter((_link, at) => (bits >> at) & 1),
  );
  return sets
    .filter((set) => set.length > 0 && needed.every((link) => set.includes(link)))
    .sort((a, b) => b.length - a.length);
}

/** True when a variable is there that only this link's files declare, whoever is linked. */
function givesAlone(
  world: World,
  variables: Variables,
  all: readonly string[],
  link: string,
): boolean {
  if (all.length === 1) return true;
  const others = new Set(
    all.filter((other) => other !== link).flatMap((other) => namesBehind(world, other)),
  );
  return namesBehind(world, link).some((name) => variables.has(name) && !others.has(name));
}

function namesBehind(world: World, link: string): readonly string[] {
  const files = goodProfiles(world).map((profile) => underProfile(world, profile, link));
  return [behindLink(world, link), ...files].flatMap((declared) => [...(declared?.keys() ?? [])]);
}
