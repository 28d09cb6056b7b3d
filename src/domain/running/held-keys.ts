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
  /** The names of exclusive secrets that its config decides in a way that cannot be told. */
  readonly unclear: readonly string[];
}

/** A credential of a worker, and every environment that the registry gives it to. */
export interface HeldKey {
  readonly key: string;
  readonly value: Secret;
  readonly environments: readonly string[];
  /** True when somebody must have enrolled it: otherwise nobody can say whose it is. */
  readonly mustBeKnown: boolean;
}

type Value = Pick<HeldKey, 'key' | 'value'>;

/** Whose keys stand in an environment, and in what the worker takes from its config instead. */
export function heldKeys(
  registry: Registry,
  variables: ReadonlyMap<string, Secret>,
  sees: WorkerView,
): HeldKeys {
  const unclear = sees
    .filter(({ key, from }) => from.kind === 'unclear' && isExclusive(registry, key))
    .map(({ key }) => key);
  return { ...heldBy(credentialsOf(registry, variables, sees)), unclear };
}

/** True for a secret that may stand in one environment only; the order webhook is one even where the registry does not name it. */
export function isExclusive(registry: Registry, key: string): boolean {
  const entry = registry.keys.get(key);
  if (entry === undefined) return key === 'TRADERSPOST_WEBHOOK_URL';
  return entry.secret && entry.sharing === 'exclusive';
}

/** Whose these credentials are. */
export function heldBy(held: readonly HeldKey[]): Omit<HeldKeys, 'unclear'> {
  const isUnknown = ({ environments, mustBeKnown }: HeldKey) =>
    environments.length === 0 && mustBeKnown;
  return {
    environments: unique(held.flatMap(({ environments }) => environments)),
    unregistered: unique(held.filter(isUnknown).map(({ key }) => key)),
  };
}

/** The credentials of an environment and of what the worker takes from its config instead. */
export function credentialsOf(
  registry: Registry,
  variables: ReadonlyMap<string, Secret>,
  sees: WorkerView,
): readonly HeldKey[] {
  const values = [...fromVariables(registry, variables), ...sees.flatMap(fromConfig)];
  return values.map(({ key, value }) => ({
    key,
    value,
    environments: unique(placesOf(registry, value).map(({ environment }) => environment)),
    mustBeKnown: mustBeKnown(registry, key, value),
  }));
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
