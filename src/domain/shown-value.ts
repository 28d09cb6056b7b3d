import { enoughBits, entropyBits, tooGuessable } from './entropy.ts';
import { fingerprintOf, fingerprintsIn, shortFingerprint } from './fingerprint.ts';
import { documentedIn } from './providers/documented.ts';
import { providers } from './providers/index.ts';
import { isSetting, whose } from './registry.ts';
import type { Secret } from './secret.ts';
import type { RegistryRead } from './world.ts';

const longest = 60;

/**
 * A value as a report may show it: a setting in clear, a secret as its fingerprint and whose it
 * is; undefined for what must not be told. `line` is the text of the line the value stands in.
 */
export function shownValue(
  read: RegistryRead,
  key: string,
  value: Secret,
  line: Secret,
): string | undefined {
  if (value.isEmpty) return 'an empty value';
  if (read.kind !== 'good') return undefined;
  if (isSetting(read.registry, key)) return inClear(value.reveal(), line.reveal());
  const { salt, keys } = read.registry;
  const provider = keys.get(key)?.provider ?? 'opaque';
  const core = providers[provider].cores(value.reveal())[0];
  if (salt === undefined || core === undefined || tooGuessable(provider, core) !== undefined) {
    return undefined;
  }
  const places = fingerprintsIn(salt, value).flatMap((print) => whose(read.registry, print));
  const owners = [...new Set(places.map(({ environment }) => environment))];
  const of = owners.length === 0 ? 'not registered' : `registered: ${owners.join(', ')}`;
  return `${shortFingerprint(fingerprintOf(salt, provider, value))} (${of})`;
}

/**
 * A setting's text, unless a loader may have put something else into it: it must stand so in its
 * own line, be short, and be nothing that could be a credential.
 */
function inClear(text: string, line: string): string | undefined {
  const own = line.includes(text) && !text.includes('\n') && text.length <= longest;
  const harmless = documentedIn(text) === undefined && entropyBits(text) < enoughBits;
  return own && harmless ? JSON.stringify(text) : undefined;
}
