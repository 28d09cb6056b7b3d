import { fail } from '../errors.ts';
import type { View } from './checks/check.ts';
import { allAssignments } from './checks/values.ts';
import type { ConfigEdit } from './config-text.ts';
import { decidesOrders } from './decides-orders.ts';
import { fingerprint } from './fingerprint.ts';
import { dateOf } from './key-age.ts';
import { providers } from './providers/index.ts';
import { type Attestation, enrolmentsOf, type Registry, type RegistryKey } from './registry.ts';
import { credentialTold } from './registry-words.ts';

/** What a person says: this key feeds these accounts, and that holds for so many days. */
export interface Statement {
  readonly accounts: string;
  readonly by: string;
  readonly days: number;
}

/** A statement that may be recorded for a profile. */
export interface Attesting {
  readonly key: string;
  readonly environment: string;
  readonly attestation: Attestation;
  /** It decides where orders go: a person must say yes at the terminal. */
  readonly guarded: boolean;
  /** None when the very same stands there already. */
  readonly edits: readonly ConfigEdit[];
}

/**
 * The statement about the value that stands in the profile's file now. Throws `refused` when that
 * value is not this profile's by the registry, or when the statement holds the value itself.
 */
export function planAttestation(
  view: View,
  registry: Registry,
  key: RegistryKey,
  { accounts, by, days }: Statement,
): Attesting {
  const value = valueIn(view, key.name);
  if (accounts.includes(value.trim())) return credentialTold('accounts');
  const environment = view.profile.name;
  const { at } = view.world;
  const attestation = {
    fingerprint: inForce(registry, key, environment, value),
    accounts,
    by,
    at: dateOf(at),
    until: dateOf(at, days),
  };
  return {
    key: key.name,
    environment,
    attestation,
    guarded: decidesOrders(key, value),
    edits: isSame(key.attestations.get(environment), attestation)
      ? []
      : [
          {
            kind: 'set',
            path: ['keys', key.name, 'attestations', environment],
            value: attestation,
          },
        ],
  };
}

function valueIn(view: View, key: string): string {
  const last = allAssignments(view).findLast((assignment) => assignment.key === key);
  if (last !== undefined && !last.value.isEmpty) return last.value.reveal();
  return refused('nothing-to-attest', `the file of ${view.profile.name} does not set ${key}`, key);
}

/** The fingerprint of the value, if the registry calls it the current or the next one here. */
function inForce(registry: Registry, key: RegistryKey, environment: string, value: string): string {
  const { salt } = registry;
  const [core, another] = providers[key.provider].cores(value);
  const one = salt !== undefined && core !== undefined && another === undefined;
  const print = one ? fingerprint(salt, key.provider, core) : undefined;
  const known = enrolmentsOf(registry, key.name, environment).find(
    (enrolment) => enrolment.fingerprint === print,
  );
  if (known?.generation === 'current' || known?.generation === 'next') return known.fingerprint;
  const why = known === undefined ? 'is not enrolled' : `is a ${known.generation} one`;
  return refused(
    'not-in-force',
    `the value of ${key.name} in the file of ${environment} ${why}`,
    key.name,
  );
}

function isSame(old: Attestation | undefined, now: Attestation): boolean {
  const { fingerprint: print, accounts, by, at, until } = now;
  return (
    old?.fingerprint === print &&
    old.accounts === accounts &&
    old.by === by &&
    old.at === at &&
    old.until === until
  );
}

function refused(rule: string, why: string, key: string): never {
  return fail({
    kind: 'refused',
    rule,
    message: `${why}; nothing was attested`,
    remedy: `see which value is whose: pine-env keys ${key}`,
    where: key,
  });
}
