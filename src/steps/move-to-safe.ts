import type { LinkMove } from '../domain/journal-entry.ts';
import type { World } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { makeMove, standingNow, verifyMove } from './relink.ts';
import { noTroubles, type Troubles, unsure } from './troubles.ts';

/**
 * Moves every link. When not even the first could be moved it calls `undone` and throws; a later
 * one, or one that nobody can look at, throws with outcome `unknown`, and the next change goes on.
 */
export function moveAll(
  host: Host,
  world: World,
  moves: readonly LinkMove[],
  troubles: Troubles,
  undone: () => void,
): void {
  moves.forEach((move, at) => {
    try {
      makeMove(host, world, move);
    } catch (error) {
      if (!standsAnyway(host, world, move)) {
        const untouched = at === 0 && stoodStill(host, world, move);
        if (untouched) undone();
        throw untouched ? error : unsure(error);
      }
      troubles.attempt('not-durable', () => {
        throw error;
      });
    }
  });
}

/** A disk that cannot be read stops nobody; a link that somebody else moved meanwhile does. */
export function verifyAll(
  host: Host,
  world: World,
  moves: readonly LinkMove[],
  troubles: Troubles,
): void {
  for (const move of moves) {
    try {
      verifyMove(host, world, move);
    } catch (error) {
      if (!(error instanceof PineError && error.facts.errno !== undefined)) throw unsure(error);
      troubles.attempt('not-verified', () => {
        throw error;
      });
    }
  }
}

function stoodStill(host: Host, world: World, { link, from }: LinkMove): boolean {
  return noTroubles().attempt('', () => standingNow(host, world, link) === from) ?? false;
}

function standsAnyway(host: Host, world: World, move: LinkMove): boolean {
  const { found, attempt } = noTroubles();
  attempt('', () => verifyMove(host, world, move));
  return found.length === 0;
}
