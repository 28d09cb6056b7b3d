import { viewOf } from './checks/index.ts';
import { bareDigest } from './consent-holds.ts';
import { profileOfFile, standing } from './env-link.ts';
import type { Entry, LinkMove, Recovery } from './journal-entry.ts';
import { whyNotSafe } from './refusals.ts';
import { wayBack } from './switch-plan.ts';
import { contentOf, envFile, type World } from './world.ts';

/** What must be done about a change that was cut short (promise 2), decided before anything moves. */
export interface RecoveryPlan {
  readonly of: Entry;
  readonly how: Recovery;
  /** From what stands now to what should stand; empty when nothing has to move. */
  readonly moves: readonly LinkMove[];
}

/**
 * An interrupted change to safe is finished, one to live is undone: by what the profiles say today,
 * since the journal's word for a tier may be old. What may not be finished is only closed, and so
 * is an intent after which another change was done: the links are that one's business.
 */
export function planRecovery(world: World, intent: Entry, superseded: boolean): RecoveryPlan {
  const closed: RecoveryPlan = { of: intent, how: 'nothing-happened', moves: [] };
  const planned = intent.links ?? [];
  if (superseded || planned.length === 0) return closed;
  if (intent.tier === 'live') return undo(world, intent, planned);
  return mayFinish(world, intent, planned) ? finish(world, intent, planned) : closed;
}

/**
 * Copies that a rotation or a pull was making anew: towards safe it is finished, for live nobody but a person
 * puts new bytes in place. Where the file was not written yet, nothing happened.
 */
export function planRecopy(
  world: World,
  intent: Entry,
  salt: string,
  superseded: boolean,
): RecoveryPlan {
  const closed: RecoveryPlan = { of: intent, how: 'nothing-happened', moves: [] };
  const planned = intent.links ?? [];
  if (superseded || !wasStored(world, intent, salt)) return closed;
  if (stillStands(world, planned)) return { ...closed, how: 'finished' };
  const isSafe = intent.tier === 'safe' && mayFinish(world, intent, planned);
  return isSafe ? finish(world, intent, planned) : closed;
}

/** True when every link stands where these moves lead. */
export function stillStands(world: World, moves: readonly LinkMove[]): boolean {
  return moves.every(({ link, to }) => standing(world, link) === to);
}

function wasStored(world: World, { files = [] }: Entry, salt: string): boolean {
  return files.every(
    ({ file, digest }) => bareDigest(contentOf(envFile(world, file))?.digest(salt)) === digest,
  );
}

/** Only what this change itself moved goes back; a link somebody moved since is theirs. */
function undo(world: World, of: Entry, planned: readonly LinkMove[]): RecoveryPlan {
  const moves = planned
    .filter(({ link, from, to }) => to !== from && standing(world, link) === to)
    .map((move) => ({ link: move.link, from: move.to, to: wayBack(world, move) }));
  return { of, how: moves.length === 0 ? 'nothing-happened' : 'undone', moves };
}

function finish(world: World, of: Entry, planned: readonly LinkMove[]): RecoveryPlan {
  const moves = planned
    .map(({ link, to }) => ({ link, from: standing(world, link), to }))
    .filter(({ from, to }) => from !== to);
  return { of, how: 'finished', moves };
}

/** Finishing is refused where starting would be: no automatic step moves towards live. */
function mayFinish(world: World, intent: Entry, planned: readonly LinkMove[]): boolean {
  const view = viewOf(world, intent.profile ?? '');
  return (
    view?.profile.tier === 'safe' &&
    whyNotSafe(view) === undefined &&
    planned.every(({ link, to }) => to !== null && profileOfFile(world, link, to)?.tier === 'safe')
  );
}
