import { isActive, linkState, liveBehind } from '../env-link.ts';
import type { Profile } from '../profile.ts';
import type { World } from '../world.ts';

/** What the links that a worker's unit reads lead to. */
export interface LinkedNow {
  /** The profiles they lead to, each once. */
  readonly profiles: readonly Profile[];
  /** The first link that leads to no file of a profile, and why. */
  readonly missing?: { readonly link: string; readonly why: string };
  /** True as soon as one of them leads to a live file: then everything must be proven. */
  readonly isLive: boolean;
  /** True when they disagree, or when a live profile is linked in a part of its places only. */
  readonly isMixed: boolean;
}

/** What these links lead to now. */
export function linkedNow(world: World, links: readonly string[]): LinkedNow {
  const states = links.map((link) => ({ link, state: linkState(world, link) }));
  const names = new Set(
    states.flatMap(({ state }) => (state.kind === 'linked' ? state.profile : [])),
  );
  const profiles = [...names].flatMap((name) => {
    const read = world.profiles.get(name);
    return read?.kind === 'good' ? [read.profile] : [];
  });
  const live = profiles.filter(({ tier }) => tier === 'live');
  const isLive = live.length > 0 || links.some((link) => liveBehind(world, link) !== undefined);
  const gap = links.length === 0 ? noLinks : links.flatMap((link) => gapAt(world, link) ?? [])[0];
  return {
    profiles,
    ...(gap === undefined ? {} : { missing: gap }),
    isLive,
    isMixed: live.length > 0 && (profiles.length > 1 || !live.every((one) => isActive(world, one))),
  };
}

const noLinks = { link: '', why: 'no profile can be read' };

function gapAt(world: World, link: string): LinkedNow['missing'] {
  const state = linkState(world, link);
  switch (state.kind) {
    case 'linked':
      return state.dangling
        ? { link, why: `${state.file}, which it names, is not there` }
        : undefined;
    case 'absent':
      return { link, why: 'the link is not there' };
    case 'foreign':
      return { link, why: 'the link leads to no file that a profile declares for it' };
    case 'not-a-link':
      return { link, why: `a ${state.what} stands in the place of the link` };
    case 'unproven':
      return { link, why: "the copy in place has no profile's bytes" };
  }
}
