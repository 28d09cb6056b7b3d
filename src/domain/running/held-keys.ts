import { fingerprintsIn } from '../fingerprint.ts';
import { documentedIn } from '../providers/documented.ts';
import { mayBeShared, type Registration, type Registry, whose } from '../registry.ts';
import type { Secret } from '../secret.ts';
import type { SeenSetting, WorkerView } from '../worker/worker-view.ts';

/** Whose credentials a worker has, by value and under whatever names they stand. */
export interface HeldKeys {
  /** The environments that its exclusive values belong to, each once; more than one is *mixed*. */
  readonly environments: readonly string[];
  /** The names of exclusive secrets whose values nobody enrolled. */
  readonly unregistered: readonly string[];
}

interface Value {
  readonly key: string;
  readonly value: Secret;
}

/** Whose keys stand in an environment, and in what the worker takes from its config instead. */
export function heldKeys(
  registry: Registry,
  variables: ReadonlyMap<string, Secret>,
  sees: WorkerView,
): HeldKeys {
  const values = [...fromVariables(registry, variables), ...sees.flatMap(fromConfig)];
  const asked = values.map((one) => ({ ...one, places: placesOf(registry, one.value) }));
  return {
    environments: unique(asked.flatMap(({ places }) => places.map((place) => place.environment))),
    unregistered: unique(
      asked
        .filter(
          ({ key, value, places }) => places.length === 0 && mustBeKnown(registry, key, value),
        )
        .map(({ key }) => key),
    ),
  };
}

/** What may be a credential: under a name the registry calls a secret, or of a known form. */
function fromVariables(
  registry: Registry,
  variables: ReadonlyMap<string, Secret>,
): readonly Value[] {
  return [...variables].flatMap(([key, value]) => {
    const isSecret = registry.keys.get(key)?.secret === true;
    const counts = !value.isEmpty && (isSecret || documentedIn(value.reveal()) !== undefined);
    return counts ? [{ key, value }] : [];
  });
}

function fromConfig({ key, from, value }: SeenSetting): readonly Value[] {
  return from.kind === 'config' && value !== undefined && !value.isEmpty ? [{ key, value }] : [];
}

function placesOf(registry: Registry, value: Secret): readonly Registration[] {
  const { salt } = registry;
  if (salt === undefined) return [];
  return fingerprintsIn(salt, value)
    .flatMap((print) => whose(registry, print))
    .filter(({ key }) => !mayBeShared(registry, key));
}

/** An order webhook counts under any name: it alone decides which account gets an order. */
function mustBeKnown(registry: Registry, key: string, value: Secret): boolean {
  const entry = registry.keys.get(key);
  if (entry?.secret === true) return entry.sharing === 'exclusive';
  return documentedIn(value.reveal()) === 'traderspost';
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
