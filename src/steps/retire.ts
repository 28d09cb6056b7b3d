import { decidesOrders } from '../domain/decides-orders.ts';
import { shortFingerprint } from '../domain/fingerprint.ts';
import { secretNamed } from '../domain/named-key.ts';
import type { Profile } from '../domain/profile.ts';
import type { Enrolment } from '../domain/registry.ts';
import { planRetirement } from '../domain/retirement.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import type { Question } from './ask-consent.ts';
import { changeRegistry, type RegistryChanged, type RegistryPlan } from './change-registry.ts';
import { lookAtRegistry } from './look-at-registry.ts';

/** Which value of which key in which profile is revoked at its provider. */
export interface RetireRequest {
  readonly key: string;
  readonly profile: string;
  /** The first digits of a fingerprint; the previous generation when nothing is said. */
  readonly fingerprint?: string;
}

type RetirePlan = RegistryPlan & { readonly retired: readonly Enrolment[] };

/**
 * Calls a fingerprint revoked, and keeps it: history still holds the value. Asks as an enrolment
 * does. Throws `refused` for the current one.
 */
export function retire(
  host: Host,
  root: Root,
  request: RetireRequest,
): Promise<RegistryChanged<RetirePlan>> {
  return changeRegistry(host, root, {
    verb: 'keys-retire',
    line: `keys --retire of ${request.profile}`,
    look: () => look(host, root, request),
  });
}

async function look(
  host: Host,
  root: Root,
  { key: name, profile, fingerprint }: RetireRequest,
): Promise<RetirePlan> {
  // The file may be anywhere and anything: what a value was is said by the registry alone.
  const { view, registry } = await lookAtRegistry(host, root, profile);
  const key = secretNamed(registry, name);
  const { retired, edits } = planRetirement(registry, key, profile, fingerprint);
  const shorts = retired.map((one) => shortFingerprint(one.fingerprint));
  return {
    views: [view],
    retired,
    edits,
    note: `${name} ${shorts.join(', ')} revoked`,
    ...(decidesOrders(key) && { question: question(view.profile, root, name, retired) }),
  };
}

function question(
  { name, tier }: Profile,
  root: Root,
  key: string,
  retired: readonly Enrolment[],
): Question {
  return {
    profile: name,
    lines: [
      '',
      `Retiring ${key} of ${name} (tier ${tier}) in ${root.path}`,
      ...retired.map(
        ({ fingerprint, generation }) =>
          `  ${shortFingerprint(fingerprint)}, ${generation}, becomes revoked`,
      ),
      'You say that the provider takes it no more. It can never be enrolled again.',
      '',
    ],
  };
}
