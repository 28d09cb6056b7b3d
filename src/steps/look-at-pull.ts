import type { View } from '../domain/checks/check.ts';
import { type CopyInPlace, placesOf } from '../domain/copies.ts';
import { standing } from '../domain/env-link.ts';
import { refuseFileOfLive, refuseHost, refuseStrangeCopy } from '../domain/pull/pull-refusals.ts';
import { isLinked } from '../domain/rotation/rotating.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { viewOrFail } from './look.ts';
import { refuseUnsafe, registryIn } from './look-at-registry.ts';
import { observeProfiles } from './observe.ts';

/** A file that is not there, or holds nothing, is what a pull is for. */
const mayBeSo = ['env-file-missing', 'env-file-empty'];

/** A profile whose env file may be written. */
export interface Pulling {
  readonly view: View;
  readonly linked: boolean;
  /** The copies of the env file that are in force, and are made anew with it. */
  readonly copies: readonly CopyInPlace[];
  /** Files in its links' places that are nobody's: not it, and no other profile's. */
  readonly strange: readonly CopyInPlace[];
}

/**
 * Everything a pull depends on. Throws for a file that is unsafe or a live profile's, a host that may
 * not hold live keys, a registry that cannot be used (it knows what is live), and a strange copy in place.
 */
export async function lookAtPull(host: Host, root: Root, profile: string): Promise<Pulling> {
  const view = viewOrFail(await observeProfiles(host, root), profile);
  const linked = isLinked(view);
  refuseHost(view);
  refuseFileOfLive(view);
  refuseUnsafe(view, mayBeSo);
  registryIn(view.world);
  const file = view.files[0]?.file ?? '';
  const places = placesOf(view, file);
  const copies = places.filter(({ state }) => state === 'level');
  const strange = places.filter(({ link }) => standing(view.world, link) === null);
  if (linked) refuseStrangeCopy(view, file, strange);
  return { view, linked, copies, strange };
}
