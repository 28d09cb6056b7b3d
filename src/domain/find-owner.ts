import { fingerprintsIn, windowOf } from './fingerprint.ts';
import { readingsOf } from './pasted-value.ts';
import { type Registration, type Registry, whose } from './registry.ts';
import { Secret } from './secret.ts';

// With nothing enrolled nothing is found, but the way there is the same.
const anySalt = '00'.repeat(32);

/** Whose a pasted value is, and whose it may be a part of. */
export interface Owners {
  readonly places: readonly Registration[];
  /** Those whose credential ends as it does: by 24 bits, so it is a hint and no proof. */
  readonly sameEnd: readonly Registration[];
}

/**
 * Every place of the registry that knows the credential in what was pasted, and every one whose end it has.
 * Every reading is fingerprinted and looked up, whatever the ones before it came to: the time tells nothing.
 */
export function ownersOf(registry: Registry, pasted: Secret): Owners {
  const salt = registry.salt ?? anySalt;
  const readings = readingsOf(pasted.reveal());
  const prints = readings.flatMap((text) => fingerprintsIn(salt, Secret.of(text)));
  // The one window that each secret has already; a webhook's password counts in lower case.
  const ends = readings.flatMap((text) => [windowOf(text), windowOf(text.toLowerCase())]);
  return {
    places: once([...new Set(prints)].flatMap((print) => whose(registry, print))),
    sameEnd: once(endingSo(registry, new Set(ends))),
  };
}

function endingSo(
  { keys }: Registry,
  ends: ReadonlySet<string | undefined>,
): readonly Registration[] {
  return [...keys.values()].flatMap(({ name: key, environments }) =>
    [...environments].flatMap(([environment, entries]) =>
      entries
        .filter(({ window }) => window !== undefined && ends.has(window))
        .map(({ generation }) => ({ key, environment, generation })),
    ),
  );
}

function once(places: readonly Registration[]): readonly Registration[] {
  return [...new Map(places.map((place) => [Object.values(place).join(' '), place])).values()];
}
