import { ownPlaceFindings } from '../domain/checks/own-place.ts';
import { whyNotLive } from '../domain/refusals.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { lookAtOwnPlace } from '../steps/look-at-own-place.ts';
import type { Given } from './command.ts';

/** Where `init --user` works; refuses places that keep no secret before anything is made there. */
export function placeForOwnRoot(host: Host, given: Given): string {
  if (given.root !== undefined || given.text('owner') !== undefined) {
    misused('--user goes with neither --root nor --owner: it is yours, and has its place');
  }
  if (host.accounts.sudoUser !== undefined) {
    misused('under sudo nobody knows whose directory --user means; say it without sudo');
  }
  const place = host.machine.userRoot ?? misused('neither HOME nor XDG_CONFIG_HOME is set');
  const why = whyNotLive(ownPlaceFindings(lookAtOwnPlace(host, place)));
  if (why !== undefined) throw new PineError(why);
  return place;
}

function misused(message: string): never {
  return fail({ kind: 'usage', rule: 'user-root', message, remedy: 'pine-env init --user' });
}
