import { actorName } from '../domain/actor.ts';
import { type Attesting, planAttestation } from '../domain/attestation.ts';
import { shortFingerprint } from '../domain/fingerprint.ts';
import { secretNamed } from '../domain/named-key.ts';
import type { Profile } from '../domain/profile.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import type { Question } from './ask-consent.ts';
import { changeRegistry, type RegistryChanged, type RegistryPlan } from './change-registry.ts';
import { lookAtRegistry, refuseUnsafe } from './look-at-registry.ts';

/** What somebody says of a key in a profile; the words are fit for the registry. */
export interface AttestRequest {
  readonly key: string;
  readonly profile: string;
  readonly accounts: string;
  readonly days: number;
}

type AttestPlan = RegistryPlan & { readonly attesting: Attesting };

/**
 * Records who looked at the accounts behind a key, when, which ones, and until when that may be
 * believed, for the value in the profile's file. A key that decides where orders go needs the
 * terminal phrase in any tier. Throws `refused` for a value that is not this profile's.
 */
export function attest(
  host: Host,
  root: Root,
  request: AttestRequest,
): Promise<RegistryChanged<AttestPlan>> {
  return changeRegistry(host, root, {
    verb: 'keys-attest',
    line: `keys --attest of ${request.profile}`,
    look: () => look(host, root, request),
  });
}

async function look(
  host: Host,
  root: Root,
  { key: name, profile, accounts, days }: AttestRequest,
): Promise<AttestPlan> {
  const { view, registry } = await lookAtRegistry(host, root, profile);
  const key = secretNamed(registry, name);
  refuseUnsafe(view);
  const by = actorName(host.machine.actor());
  const attesting = planAttestation(view, registry, key, { accounts, by, days });
  const { fingerprint, until } = attesting.attestation;
  return {
    views: [view],
    attesting,
    edits: attesting.edits,
    note: `${name} ${shortFingerprint(fingerprint)} until ${until}`,
    ...(attesting.guarded && { question: question(view.profile, root, attesting) }),
  };
}

function question(
  { name, tier }: Profile,
  root: Root,
  { key, attestation: { fingerprint, accounts, by, until } }: Attesting,
): Question {
  return {
    profile: name,
    lines: [
      '',
      `Attesting ${key} of ${name} (tier ${tier}) in ${root.path}`,
      `  fingerprint ${shortFingerprint(fingerprint)}`,
      `  accounts    ${accounts}`,
      `  by          ${by}`,
      `  until       ${until}`,
      'You say that you have looked, and that it feeds these accounts and no others.',
      '',
    ],
  };
}
