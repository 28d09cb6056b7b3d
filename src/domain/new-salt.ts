import type { ConfigEdit } from './config-text.ts';
import { fingerprint, wholeFingerprint } from './fingerprint.ts';
import { everyAssignment } from './identity.ts';
import { providers } from './providers/index.ts';
import { type ProviderName, providerNames } from './providers/provider.ts';
import type { Enrolment, Registry } from './registry.ts';
import type { World } from './world.ts';

/** An entry of the registry, and where it stands. */
export interface Placed {
  readonly key: string;
  readonly environment: string;
  readonly index: number;
  readonly old: Enrolment;
}

/** An entry whose value stands in a file here, as it is written with the new salt. */
export interface Carried extends Placed {
  readonly fingerprint: string;
  readonly whole: string;
}

/** What another salt does to every entry: fingerprints are one-way, so only a value makes a new one. */
export interface Resalting {
  readonly carried: readonly Carried[];
  /** Nobody has their values here. */
  readonly lost: readonly Placed[];
  /** Statements about a fingerprint that will be no more. */
  readonly attestations: readonly { readonly key: string; readonly environment: string }[];
}

/** Which entries of the registry the values in this root's env files carry over to a new salt. */
export function planNewSalt(world: World, registry: Registry, salt: string): Resalting {
  const values = valuesByFingerprint(world, registry.salt);
  const carry = (one: Placed): readonly Carried[] => {
    const value = values.get(one.old.fingerprint);
    if (value === undefined) return [];
    const { provider, core, text } = value;
    const whole = wholeFingerprint(salt, provider, text);
    return [{ ...one, fingerprint: fingerprint(salt, provider, core), whole }];
  };
  const all = everyEntry(registry);
  return {
    carried: all.flatMap(carry),
    lost: all.filter(({ old }) => !values.has(old.fingerprint)),
    attestations: [...registry.keys.values()].flatMap(({ name, attestations }) =>
      [...attestations.keys()].map((environment) => ({ key: name, environment })),
    ),
  };
}

function everyEntry({ keys }: Registry): readonly Placed[] {
  return [...keys.values()].flatMap(({ name: key, environments }) =>
    [...environments].flatMap(([environment, entries]) =>
      entries.map((old, index) => ({ key, environment, index, old })),
    ),
  );
}

interface Value {
  readonly provider: ProviderName;
  readonly core: string;
  readonly text: string;
}

/** Every credential in every env file, under whatever name it stands there. */
function valuesByFingerprint(world: World, salt: string | undefined): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  if (salt === undefined) return found;
  for (const file of world.files.values()) {
    if (file.kind !== 'opened' || file.content === undefined) continue;
    for (const { value } of everyAssignment(file.content)) {
      for (const one of credentialsIn(value.reveal())) {
        found.set(fingerprint(salt, one.provider, one.core), one);
      }
    }
  }
  return found;
}

function credentialsIn(text: string): readonly Value[] {
  return providerNames.flatMap((provider) =>
    providers[provider].cores(text).map((core) => ({ provider, core, text })),
  );
}

/** The edits; entries are taken out from the last to the first, so that no index moves under another. */
export function newSaltEdits(
  salt: string,
  { carried, attestations }: Resalting,
  forgotten: readonly Placed[],
): readonly ConfigEdit[] {
  const pathOf = ({ key, environment, index }: Placed) => {
    return ['keys', key, 'environments', environment, index] as const;
  };
  const keys = [...new Set(attestations.map(({ key }) => key))];
  return [
    { kind: 'set', path: ['salt'], value: salt },
    ...carried.flatMap((one): readonly ConfigEdit[] => [
      { kind: 'set', path: [...pathOf(one), 'fingerprint'], value: one.fingerprint },
      { kind: 'set', path: [...pathOf(one), 'whole'], value: one.whole },
    ]),
    ...keys.map((key) => ({ kind: 'delete', path: ['keys', key, 'attestations'] }) as const),
    ...forgotten.toReversed().map((one) => ({ kind: 'delete', path: pathOf(one) }) as const),
  ];
}
