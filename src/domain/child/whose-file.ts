import type { Content } from '../content.ts';
import { everyAssignment, knownValues } from '../identity.ts';
import type { Registry } from '../registry.ts';
import { tierOf } from '../tiers.ts';
import type { World } from '../world.ts';

/** Whose the keys in a file are that no profile names. */
export type WhoseFile =
  | { readonly kind: 'known'; readonly environment: string }
  /** A registry with enrolled keys knows none of them. */
  | { readonly kind: 'strange' }
  /** There is nothing to tell by: no registry, or nobody is enrolled in it. */
  | { readonly kind: 'unproven' };

/**
 * Whose an env file is by the values in it: the environment that every known value belongs to. Where that may
 * be several, a live one before a safe one; where it is none, the file is mixed, and a live one again.
 */
export function whoseFile(world: World, content: Content | undefined): WhoseFile {
  const registry = world.registry.kind === 'good' ? world.registry.registry : undefined;
  if (registry === undefined || !hasEnrolments(registry)) return { kind: 'unproven' };
  const known = content === undefined ? [] : knownValues(registry, content);
  const sets = known.map(
    ({ registrations }) => new Set(registrations.map(({ environment }) => environment)),
  );
  const all = [...new Set(sets.flatMap((set) => [...set]))].sort();
  const common = all.filter((environment) => sets.every((set) => set.has(environment)));
  const may = common.length > 0 ? common : all;
  const environment = may.find((one) => tierOf(world, one) === 'live') ?? may[0];
  return environment === undefined ? { kind: 'strange' } : { kind: 'known', environment };
}

/**
 * True when a file may be mended as one of ours: a value in it is known here, or stands under a registered
 * secret's name. Any other may be one that somebody else must be able to read, and root can change every file.
 */
export function mayMend(
  world: World,
  whose: WhoseFile,
  content: Content | undefined,
): content is Content {
  if (content === undefined || world.registry.kind !== 'good') return false;
  const { keys } = world.registry.registry;
  return (
    whose.kind === 'known' ||
    everyAssignment(content).some(({ key }) => keys.get(key)?.secret === true)
  );
}

function hasEnrolments({ keys }: Registry): boolean {
  return [...keys.values()].some(({ environments }) => environments.size > 0);
}
