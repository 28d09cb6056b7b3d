import type { View } from '../domain/checks/check.ts';
import { fileChecks } from '../domain/checks/index.ts';
import { layout } from '../domain/layout.ts';
import { whyUnsafe } from '../domain/refusals.ts';
import type { Registry } from '../domain/registry.ts';
import type { Root, World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { viewOrFail } from './look.ts';
import { observeAll } from './observe.ts';

/** A profile and the registry that knows its keys. */
export interface Registered {
  readonly view: View;
  readonly registry: Registry;
}

/** Looks at a profile and at the registry; throws `bad-config` when one of them cannot be used. */
export async function lookAtRegistry(host: Host, root: Root, name: string): Promise<Registered> {
  const world = await observeAll(host, root);
  return { view: viewOrFail(world, name), registry: registryIn(world) };
}

/** The registry of a World; throws `bad-config` when it is missing or cannot be used. */
export function registryIn({ registry }: Pick<World, 'registry'>): Registry {
  if (registry.kind === 'bad') throw new PineError(registry.error);
  return registry.kind === 'absent' ? noRegistry() : registry.registry;
}

/** What stands in a file that others may write is nobody's word: throws `unsafe-file`; `mayBe`: rules that speak against nothing here. */
export function refuseUnsafe(view: View, mayBe: readonly string[] = []): void {
  const asked = fileChecks.filter(({ rule }) => !mayBe.includes(rule));
  const why = whyUnsafe(view, asked);
  if (why !== undefined) throw new PineError(why);
}

function noRegistry(): never {
  return fail({
    kind: 'bad-config',
    rule: 'registry-missing',
    message: `${layout.registry} is not there`,
    remedy: 'make an empty one: pine-env init',
    where: layout.registry,
  });
}
