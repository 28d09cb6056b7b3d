import type { View } from '../checks/check.ts';
import { enoughBits, entropyBits } from '../entropy.ts';
import { fingerprintsIn } from '../fingerprint.ts';
import { everyAssignment } from '../identity.ts';
import { readingsOf } from '../pasted-value.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { documentedIn } from '../providers/documented.ts';
import { type Registry, whose } from '../registry.ts';
import { Secret } from '../secret.ts';
import { contentOf, goodProfiles, type World } from '../world.ts';
import { registeredWithin } from './registered-within.ts';

/** Says whose keys, that the child must not get, stand in a variable; nobody's: empty. */
export type ForeignKeys = (name: string, value: Secret) => readonly string[];

/** A secret that can be read here and must not reach the child. */
interface Forbidden {
  readonly text: string;
  readonly environment: string;
}

// A word of fewer characters stands in any text by chance.
const longEnoughToSeek = 8;
const longEnoughToBeOne = 4;

/**
 * What to keep from a child that gets exactly these values of a profile: whatever the registry knows of
 * anybody else, and every secret in a file that can be read, also one that nobody enrolled.
 */
export function foreignKeys(view: View, passed: ReadonlyMap<string, Secret>): ForeignKeys {
  const { registry: read } = view.world;
  const registry: Registry = read.kind === 'good' ? read.registry : { keys: new Map() };
  const own = new Set([...passed.values()].map((value) => value.reveal()));
  const forbidden = forbiddenIn(view, registry, own);
  const { salt } = registry;
  const printsOf = (text: string) =>
    salt === undefined ? [] : fingerprintsIn(salt, Secret.of(text));
  const ours = new Set([...own].flatMap(printsOf));
  const environmentsOf = environmentsBy(view, registry, passed, forbidden, printsOf);
  return (name, value) => {
    const text = value.reveal();
    const entry = `${name}=${text}`;
    const prints = [
      ...[...readingsOf(text), ...readingsOf(entry), name].flatMap(printsOf),
      ...registeredWithin(registry, entry),
    ];
    const byPrint = prints.filter((print) => !ours.has(print)).flatMap(environmentsOf);
    const byText = forbidden.filter((one) => standsIn(one.text, text, entry));
    return [...new Set([...byPrint, ...byText.map(({ environment }) => environment)])].sort();
  };
}

function standsIn(secret: string, value: string, entry: string): boolean {
  return secret.length < longEnoughToSeek ? secret === value : entry.includes(secret);
}

/** Every secret of any profile's readable files that is not passed. */
function forbiddenIn(
  { world }: View,
  registry: Registry,
  own: ReadonlySet<string>,
): readonly Forbidden[] {
  return valuesByEnvironment(world).filter(
    ({ key, text }) =>
      text.length >= longEnoughToBeOne &&
      !own.has(text) &&
      !looksLikePlaceholder(text) &&
      isSecret(registry, key, text),
  );
}

function valuesByEnvironment(world: World): readonly (Forbidden & { readonly key: string })[] {
  return goodProfiles(world).flatMap(({ name, links }) =>
    links
      .flatMap(({ file }) => contentOf(world.files.get(file) ?? { kind: 'absent', file }) ?? [])
      .flatMap(everyAssignment)
      .map(({ key, value }) => ({ key, text: value.reveal().trim(), environment: name })),
  );
}

/** An unknown name may hold a setting such as `TZ`; only what looks like a credential counts then. */
function isSecret(registry: Registry, key: string, text: string): boolean {
  return (
    registry.keys.get(key)?.secret ??
    (documentedIn(text) !== undefined || entropyBits(text) >= enoughBits)
  );
}

/** Whose a fingerprint is, where it is none of what the child gets. */
function environmentsBy(
  { profile }: View,
  registry: Registry,
  passed: ReadonlyMap<string, Secret>,
  forbidden: readonly Forbidden[],
  printsOf: (text: string) => readonly string[],
): (print: string) => readonly string[] {
  const unregistered = new Map<string, string>();
  for (const { text, environment } of forbidden) {
    for (const print of printsOf(text)) unregistered.set(print, environment);
  }
  const isPassed = (key: string, environment: string) =>
    environment === profile.name && passed.has(key);
  return (print) => {
    const foreign = whose(registry, print).filter(
      ({ key, environment }) => !isPassed(key, environment),
    );
    const found = unregistered.get(print);
    return [
      ...foreign.map(({ environment }) => environment),
      ...(found === undefined ? [] : [found]),
    ];
  };
}
