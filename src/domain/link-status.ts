import { actorName } from './actor.ts';
import { type LinkState, linkState, liveBehind } from './env-link.ts';
import { currentSince } from './journal-changes.ts';
import type { Entry } from './journal-entry.ts';
import type { World } from './world.ts';

/** One link as `status` tells it. */
export interface LinkStatus {
  readonly link: string;
  readonly state: LinkState['kind'];
  readonly profile: string | null;
  readonly tier: 'safe' | 'live' | null;
  readonly target: string | null;
  /** ISO 8601; null when the journal does not tell. */
  readonly since: string | null;
  readonly by: string | null;
}

/** One link of a World, with what the journal tells of it. */
export function linkStatus(world: World, history: readonly Entry[], link: string): LinkStatus {
  const state = linkState(world, link);
  const profile = state.kind === 'linked' ? state.profile : null;
  const read = profile === null ? undefined : world.profiles.get(profile);
  const since = currentSince(history, link);
  const stillSo =
    since !== undefined && state.kind === 'linked' && leadsTo(since, link, state.file);
  return {
    link,
    state: state.kind,
    profile,
    tier: read?.kind === 'good' ? read.profile.tier : liveBehind(world, link) ? 'live' : null,
    target: targetOf(state),
    since: stillSo ? since.at : null,
    by: stillSo ? (since.actor === undefined ? null : actorName(since.actor)) : null,
  };
}

/** A link changed by hand afterwards is not what the journal says, so the journal tells nothing of it. */
function leadsTo(entry: Entry, link: string, file: string): boolean {
  const move = entry.links?.find((one) => one.link === link);
  const end = entry.kind === 'done' || entry.how === 'finished' ? move?.to : move?.from;
  return end === file;
}

function targetOf(state: LinkState): string | null {
  if (state.kind === 'linked') return state.file;
  return state.kind === 'foreign' ? state.target : null;
}
