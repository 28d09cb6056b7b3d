import type { Profile } from './profile.ts';
import { goodProfiles, type LinkFacts, type World } from './world.ts';

/** What a link says, judged against what the profiles declare. */
export type LinkState =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'linked';
      readonly profile: string;
      readonly file: string;
      readonly dangling: boolean;
    }
  /** A symlink that names no declared file, or leaves the env directory. */
  | { readonly kind: 'foreign'; readonly target: string }
  /** Something else than a symlink where a symlink should be. */
  | { readonly kind: 'not-a-link'; readonly what: string }
  /** `activation: copy` and bytes that are no profile's. */
  | { readonly kind: 'unproven' };

/** The state of one link. */
export function linkState(world: World, link: string): LinkState {
  const seen = world.links.get(link);
  if (seen?.facts === undefined) return { kind: 'absent' };
  if (seen.facts.kind === 'link') return symlinkState(world, seen, seen.target ?? '');
  return copyState(world, seen, seen.facts.kind);
}

function symlinkState(world: World, seen: LinkFacts, target: string): LinkState {
  const profile = profileOfFile(world, seen.link, target);
  if (profile === undefined) return { kind: 'foreign', target };
  return {
    kind: 'linked',
    profile: profile.name,
    file: target,
    dangling: seen.behind === undefined,
  };
}

function copyState(world: World, seen: LinkFacts, what: string): LinkState {
  const copies = goodProfiles(world).some(
    ({ activation, links }) =>
      activation === 'copy' && links.some(({ link }) => link === seen.link),
  );
  if (!copies || what !== 'file') return { kind: 'not-a-link', what };
  const profile = profileOfFile(world, seen.link, seen.copyOf ?? '');
  if (profile === undefined || seen.copyOf === undefined) return { kind: 'unproven' };
  return { kind: 'linked', profile: profile.name, file: seen.copyOf, dangling: false };
}

/**
 * The profile that declares this file for this link, when its YAML can be read. Where several do,
 * a live one speaks for the file: what may trade with real money is never called safe.
 */
export function profileOfFile(world: World, link: string, file: string): Profile | undefined {
  const declaring = goodProfiles(world).filter(({ links }) =>
    links.some((pair) => pair.link === link && pair.file === file),
  );
  return declaring.find(({ tier }) => tier === 'live') ?? declaring[0];
}

/** The live profile that declares this file under any link: a link to it is live wherever it stands. */
function liveProfileOf(world: World, file: string): Profile | undefined {
  return goodProfiles(world).find(
    ({ tier, links }) => tier === 'live' && links.some((pair) => pair.file === file),
  );
}

/** The live profile a link leads to, declared there or not; undefined when it leads to none. */
export function liveBehind(world: World, link: string): Profile | undefined {
  const file = standing(world, link);
  return file === null ? undefined : liveProfileOf(world, file);
}

/** True when every link of the profile names the profile's own file. */
export function isActive(world: World, profile: Profile): boolean {
  return profile.links.every(({ link, file }) => {
    const seen = world.links.get(link);
    // Most profiles are not: the full judgement asks every other profile.
    if (seen?.target !== file && seen?.copyOf !== file) return false;
    const state = linkState(world, link);
    return state.kind === 'linked' && state.file === file && !state.dangling;
  });
}

/** The profiles whose links stand as they declare them, in the order of their names. */
export function activeProfiles(world: World): readonly Profile[] {
  return goodProfiles(world).filter((profile) => isActive(world, profile));
}

/** Every link some profile declares, each once. */
export function declaredLinks(world: World): readonly string[] {
  return [...new Set(goodProfiles(world).flatMap(({ links }) => links.map(({ link }) => link)))];
}

/** What the link names now, as the journal says it: an env file's name, or null for nothing. */
export function standing(world: World, link: string): string | null {
  const state = linkState(world, link);
  if (state.kind === 'linked') return state.file;
  return state.kind === 'foreign' ? state.target : null;
}
