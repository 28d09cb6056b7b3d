import { viewOf } from '../checks/view-of.ts';
import { tooGuessable } from '../entropy.ts';
import { fingerprint } from '../fingerprint.ts';
import { everyAssignment } from '../identity.ts';
import type { Assignment } from '../loaders/loader.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { providers } from '../providers/index.ts';
import { type Registration, type Registry, whose } from '../registry.ts';
import { Secret } from '../secret.ts';
import { tierOf } from '../tiers.ts';
import { contentOf, goodProfiles, type World } from '../world.ts';
import type { KnownFingerprint, KnownSecrets, KnownValue } from './known-secrets.ts';

/** What of ours a scan can look for, and what it cannot, by name. */
export interface KnownHere {
  readonly known: KnownSecrets;
  /** `KEY of ENVIRONMENT`: too easy to guess or too short to be told from other text. */
  readonly leftOut: readonly string[];
  readonly registry?: Registry;
}

const nothing: Registry = { keys: new Map() };

/** Every secret of every env file that could be read here, and every other enrolment in any generation. */
export function knownFrom(world: World): KnownHere {
  const registry = world.registry.kind === 'good' ? world.registry.registry : undefined;
  const held = goodProfiles(world).flatMap(({ name }) => heldBy(world, registry, name));
  const values = held.flatMap(({ value }) => value ?? []);
  const prints = new Set(values.map(({ print }) => print));
  const enrolled = registry === undefined ? [] : enrolmentsIn(world, registry);
  const unseen = enrolled.filter(({ fingerprint: print }) => !prints.has(print));
  const windowless = unseen.filter(({ window }) => window === undefined);
  const names = [...held.flatMap(({ leftOut }) => leftOut ?? []), ...windowless.map(nameOf)];
  return {
    known: {
      ...(registry?.salt === undefined ? {} : { salt: registry.salt }),
      values: once(values).map(({ print, ...value }) => value),
      fingerprints: unseen.flatMap(withWindow),
    },
    leftOut: [...new Set(names)],
    ...(registry === undefined ? {} : { registry }),
  };
}

type Found = KnownValue & { readonly print: string };

/** Two profiles may share a file, and two loaders read it alike. */
function once(values: readonly Found[]): readonly Found[] {
  const name = ({ owner, provider, core }: Found) =>
    JSON.stringify([owner, provider, core.reveal()]);
  return [...new Map(values.map((value) => [name(value), value])).values()];
}

interface Held {
  readonly value?: readonly Found[];
  readonly leftOut?: string;
}

function heldBy(world: World, registry: Registry | undefined, profile: string): readonly Held[] {
  const files = viewOf(world, profile)?.files ?? [];
  return files
    .flatMap((file) => contentOf(file) ?? [])
    .flatMap(everyAssignment)
    .map((assignment) => heldIn(world, registry ?? nothing, profile, assignment));
}

/** A setting, a blank and a placeholder are no secrets; whatever else stands there may be one. */
function heldIn(
  world: World,
  registry: Registry,
  environment: string,
  { key, value }: Assignment,
): Held {
  const entry = registry.keys.get(key);
  const text = value.reveal();
  if (entry?.secret === false || text.trim() === '' || looksLikePlaceholder(text)) return {};
  const provider = entry?.provider ?? 'opaque';
  const cores = providers[provider].cores(text);
  const good = cores.filter((core) => tooGuessable(provider, core) === undefined);
  // What nobody registered and everybody could guess is a setting, as far as anyone can tell.
  if (good.length === 0) return entry === undefined ? {} : { leftOut: `${key} of ${environment}` };
  const salt = registry.salt;
  return {
    value: good.flatMap((core) => {
      const print = salt === undefined ? '' : fingerprint(salt, provider, core);
      const owners = ownersOf(registry, print, { key, environment, generation: 'current' });
      return owners.map((owner) => ({
        owner: { ...owner, tier: tierOf(world, owner.environment) },
        provider,
        core: Secret.of(core),
        print,
      }));
    }),
  };
}

/** Every place that knows it, and the file it stands in, whatever the registry says of it. */
function ownersOf(registry: Registry, print: string, here: Registration): readonly Registration[] {
  const known = whose(registry, print);
  const isKnownHere = known.some(({ environment }) => environment === here.environment);
  return isKnownHere ? known : [...known, here];
}

type Enrolled = Omit<KnownFingerprint, 'window'> & { readonly window: string | undefined };

function enrolmentsIn(world: World, registry: Registry): readonly Enrolled[] {
  return [...registry.keys.values()].flatMap(({ name: key, provider, environments }) =>
    [...environments].flatMap(([environment, entries]) =>
      entries.map(({ fingerprint: print, window, generation }) => ({
        owner: { key, environment, generation, tier: tierOf(world, environment) },
        provider,
        fingerprint: print,
        window,
      })),
    ),
  );
}

function withWindow({ window, ...rest }: Enrolled): readonly KnownFingerprint[] {
  return window === undefined ? [] : [{ ...rest, window }];
}

function nameOf({ owner }: Enrolled): string {
  return `${owner.key} of ${owner.environment}`;
}
