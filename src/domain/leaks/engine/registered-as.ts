import { fingerprint } from '../../fingerprint.ts';
import { providers } from '../../providers/index.ts';
import { providerNames } from '../../providers/provider.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { Owner } from '../leak.ts';
import { type Hit, isKnown, knownValue } from './hit.ts';
import { distinct } from './needles.ts';

// The same value a thousand times is asked for once.
const remembered = 1024;

/** Makes what a pattern found a known value when it is one of ours. */
export function registeredAs(known: KnownSecrets): (hit: Hit) => Hit {
  const index = ownersByIdentity(known);
  const asked = new Map<string, readonly Owner[]>();
  const ownersOf = (found: string): readonly Owner[] => {
    const before = asked.get(found);
    if (before) return before;
    const owners = distinct(identities(known.salt, found).flatMap((one) => index.get(one) ?? []));
    if (asked.size >= remembered) asked.clear();
    asked.set(found, owners);
    return owners;
  };
  return (hit) => {
    if (index.size === 0 || isKnown(hit)) return hit;
    const owners = ownersOf(hit.found);
    return owners.length === 0 ? hit : { ...hit, rule: knownValue, owners };
  };
}

function ownersByIdentity(known: KnownSecrets): ReadonlyMap<string, readonly Owner[]> {
  const index = new Map<string, readonly Owner[]>();
  const add = (identity: string, owner: Owner) =>
    index.set(identity, [...(index.get(identity) ?? []), owner]);
  for (const { provider, core, owner } of known.values) add(`${provider} ${core.reveal()}`, owner);
  for (const { fingerprint, owner } of known.fingerprints) add(fingerprint, owner);
  return index;
}

/** What the text may be known by, whatever its key is called. */
function identities(salt: string | undefined, found: string): readonly string[] {
  return providerNames.flatMap((provider) =>
    providers[provider]
      .cores(found)
      .flatMap((core) => [
        `${provider} ${core}`,
        ...(salt === undefined ? [] : [fingerprint(salt, provider, core)]),
      ]),
  );
}
