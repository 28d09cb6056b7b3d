import type { View } from '../domain/checks/check.ts';
import { layout } from '../domain/layout.ts';
import {
  refuseCopy,
  refuseFileOfLive,
  refuseHost,
  refuseUnsafe,
} from '../domain/pull/pull-refusals.ts';
import type { Registry } from '../domain/registry.ts';
import { isLinked } from '../domain/rotation/rotating.ts';
import type { Root, World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { viewOrFail } from './look.ts';
import { observeProfiles } from './observe.ts';

/** A profile whose env file may be written. */
export interface Pulling {
  readonly view: View;
  readonly linked: boolean;
}

/**
 * Everything a pull depends on. Throws for a file that is unsafe or a live profile's, a host that may
 * not hold live keys, a registry that cannot be used (it
 * knows what is live), and a copy in place.
 */
export async function lookAtPull(host: Host, root: Root, profile: string): Promise<Pulling> {
  const view = viewOrFail(await observeProfiles(host, root), profile);
  const linked = isLinked(view);
  refuseHost(view);
  refuseFileOfLive(view);
  refuseUnsafe(view);
  mustKnowKeys(view.world);
  refuseCopy(view, linked);
  return { view, linked };
}

/** The registry, which alone knows what is live; throws `bad-config` where it cannot be used. */
export function mustKnowKeys({ registry }: Pick<World, 'registry'>): Registry {
  if (registry.kind === 'good') return registry.registry;
  if (registry.kind === 'bad') throw new PineError(registry.error);
  return fail({
    kind: 'bad-config',
    rule: 'registry-missing',
    message: `${layout.registry} is not there`,
    remedy: 'make an empty one: pine-env init',
    where: layout.registry,
  });
}
