import { standing } from './env-link.ts';
import type { Entry, LinkMove, Recovery } from './journal-entry.ts';
import { wayBack } from './switch-plan.ts';
import type { World } from './world.ts';

/** What must be done about a change that was cut short (promise 2), decided before anything moves. */
export interface RecoveryPlan {
  readonly of: Entry;
  readonly how: Recovery;
  /** From what stands now to what should stand; empty when nothing has to move. */
  readonly moves: readonly LinkMove[];
}

/**
 * An interrupted change to safe is finished, one to live is undone. When another change was done
 * since, the links are that one's business, and the old intent is only closed.
 */
export function planRecovery(world: World, intent: Entry, superseded: boolean): RecoveryPlan {
  if (superseded) return { of: intent, how: 'nothing-happened', moves: [] };
  const planned = intent.links ?? [];
  const moved = planned.filter(({ link, from }) => standing(world, link) !== from);
  if (intent.tier === 'live') return undo(world, intent, moved);
  return finish(world, intent, planned);
}

function undo(world: World, of: Entry, moved: readonly LinkMove[]): RecoveryPlan {
  const moves = moved.map((move) => ({
    link: move.link,
    from: standing(world, move.link),
    to: wayBack(world, move),
  }));
  return { of, how: moves.length === 0 ? 'nothing-happened' : 'undone', moves };
}

function finish(world: World, of: Entry, planned: readonly LinkMove[]): RecoveryPlan {
  const moves = planned
    .map(({ link, to }) => ({ link, from: standing(world, link), to }))
    .filter(({ from, to }) => from !== to);
  return { of, how: planned.length === 0 ? 'nothing-happened' : 'finished', moves };
}
