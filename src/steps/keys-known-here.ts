import type { Host } from '../ports.ts';
import { findRoot } from './find-root.ts';
import { registryOf } from './read-config.ts';

/** What a shell's start-up text can be told of a root. */
export interface KnownHere {
  /** The root that was named; absent where it is to be looked for each time. */
  readonly root?: string;
  readonly keys: readonly string[];
}

/**
 * The registered keys of the root, if there is one: a start-up file must not fail where there is none. A root
 * that was named must be there.
 */
export async function keysKnownHere(host: Host, named: string | undefined): Promise<KnownHere> {
  const root = named === undefined ? rootIfAny(host) : findRoot(host, named).path;
  if (root === undefined) return { keys: [] };
  const read = await registryOf(host, root);
  const keys = read.kind === 'good' ? [...read.registry.keys.keys()] : [];
  return { keys, ...(named === undefined ? {} : { root }) };
}

function rootIfAny(host: Host): string | undefined {
  try {
    return findRoot(host, undefined).path;
  } catch {
    return undefined;
  }
}
