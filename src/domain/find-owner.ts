import { fingerprintsIn } from './fingerprint.ts';
import { readingsOf } from './pasted-value.ts';
import { type Registration, type Registry, whose } from './registry.ts';
import { Secret } from './secret.ts';

// With nothing enrolled nothing is found, but the way there is the same.
const anySalt = '00'.repeat(32);

/**
 * Every place of the registry that knows the credential in what was pasted; none when it is not ours. Every
 * reading is fingerprinted and looked up, whatever the ones before it came to: the time tells nothing.
 */
export function ownersOf(registry: Registry, pasted: Secret): readonly Registration[] {
  const salt = registry.salt ?? anySalt;
  const prints = readingsOf(pasted.reveal()).flatMap((text) =>
    fingerprintsIn(salt, Secret.of(text)),
  );
  const found = [...new Set(prints)].flatMap((print) => whose(registry, print));
  return [...new Map(found.map((place) => [Object.values(place).join(' '), place])).values()];
}
