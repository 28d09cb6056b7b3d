import { linkState, profileOfFile, standing } from './env-link.ts';
import type { LinkMove } from './journal-entry.ts';
import type { Profile } from './profile.ts';
import type { World } from './world.ts';

/** What a switch would change, decided from a World before anything changes. */
export interface SwitchPlan {
  readonly profile: string;
  readonly tier: 'safe' | 'live';
  readonly activation: 'link' | 'copy';
  /** Only the links that do not stand right already, in the order of switching. */
  readonly moves: readonly LinkMove[];
  /** The profile that all of the moved links stand for now, if there is one. */
  readonly before: string | null;
}

/** The plan that makes a profile the active one. */
export function planSwitch(world: World, profile: Profile): SwitchPlan {
  const moves = profile.links
    .filter(({ link, file }) => !stands(world, profile, link, file))
    .map(({ link, file }) => ({ link, from: standing(world, link), to: file }));
  return {
    profile: profile.name,
    tier: profile.tier,
    activation: profile.activation,
    moves,
    before: profileBefore(world, moves),
  };
}

function profileBefore(world: World, moves: readonly LinkMove[]): string | null {
  const names = moves.map(({ link, from }) =>
    from === null ? undefined : profileOfFile(world, link, from)?.name,
  );
  const [first] = names;
  return first !== undefined && names.every((name) => name === first) ? first : null;
}

/** A link that is right by name may still be the wrong kind: a symlink where a copy is declared. */
function stands(world: World, profile: Profile, link: string, file: string): boolean {
  const state = linkState(world, link);
  const isSymlink = world.links.get(link)?.facts?.kind === 'link';
  return (
    state.kind === 'linked' &&
    state.file === file &&
    !state.dangling &&
    isSymlink === (profile.activation === 'link') &&
    (isSymlink || world.links.get(link)?.facts?.mode === profile.mode)
  );
}

/**
 * Where a link goes when a change to live is taken back: to the safe file it came from, else
 * nowhere. No automatic step ever moves towards live, not even back to an earlier live profile.
 */
export function wayBack(world: World, { link, from }: LinkMove): string | null {
  if (from === null) return null;
  return profileOfFile(world, link, from)?.tier === 'safe' ? from : null;
}
