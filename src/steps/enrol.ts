import { actorName } from '../domain/actor.ts';
import { enrolEdits } from '../domain/enrol-edits.ts';
import {
  type Enrolled,
  type EnrolReport,
  enrolReport,
  planEnrolment,
} from '../domain/enrolment.ts';
import { shortFingerprint } from '../domain/fingerprint.ts';
import { dateOf } from '../domain/key-age.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { changeRegistry, type RegistryPlan } from './change-registry.ts';
import { freshSalt } from './keep-consent.ts';
import { lookAtRegistry, type Registered, refuseUnsafe } from './look-at-registry.ts';

/** What the command line says about an enrolment; the rest is today and whoever types. */
export interface EnrolRequest {
  readonly profile: string;
  /** Who answers for the keys. */
  readonly owner?: string;
  /** `YYYY-MM-DD`: when they were made. */
  readonly issued?: string;
}

type EnrolPlan = RegistryPlan & { readonly enrolled: readonly Enrolled[] };

/**
 * Records the fingerprints of a profile's secrets in the registry, dated and owned. A key that
 * decides where orders go needs the terminal phrase in any tier: this is the root of trust. Throws
 * `refused` for values that are guessable, templates, or enrolled elsewhere.
 */
export async function enrol(host: Host, root: Root, request: EnrolRequest): Promise<EnrolReport> {
  const { profile } = request;
  const newSalt = freshSalt(host);
  const { plan, head } = await changeRegistry(host, root, {
    verb: 'keys-enroll',
    line: `keys --enroll ${profile}`,
    look: () => look(host, root, request, newSalt),
  });
  return enrolReport(root, profile, plan.enrolled, head);
}

async function look(
  host: Host,
  root: Root,
  request: EnrolRequest,
  newSalt: string,
): Promise<EnrolPlan> {
  const seen = await lookAtRegistry(host, root, request.profile);
  const { view, registry } = seen;
  refuseUnsafe(view);
  const salt = registry.salt ?? newSalt;
  const enrolled = planEnrolment(view, registry, salt, stampOf(host, request));
  return {
    views: [view],
    enrolled,
    edits: enrolled.flatMap(({ key, entry }, at) =>
      // Only the first edit may set the salt: the registry in hand does not have it yet.
      enrolEdits(at === 0 ? registry : { ...registry, salt }, {
        key,
        environment: view.profile.name,
        salt,
        entry,
      }),
    ),
    note: enrolled
      .map(({ key, entry }) => `${key} ${shortFingerprint(entry.fingerprint)}`)
      .join(', '),
    ...(enrolled.some(({ guarded }) => guarded) && { question: question(seen, enrolled) }),
  };
}

function stampOf(host: Host, { owner, issued }: EnrolRequest): { issued: string; owner: string } {
  return {
    issued: issued ?? dateOf(host.clock.now()),
    owner: owner ?? actorName(host.machine.actor()),
  };
}

function question({ view: { profile, world } }: Registered, enrolled: readonly Enrolled[]) {
  return {
    profile: profile.name,
    lines: [
      '',
      `Enrolling keys for ${profile.name} (tier ${profile.tier}) in ${world.root.path}`,
      ...enrolled.map(({ key, entry, replaces }) => {
        const old =
          replaces === undefined ? 'the first one' : `after ${shortFingerprint(replaces)}`;
        return `  ${key} ${shortFingerprint(entry.fingerprint)}, ${old}`;
      }),
      `From now on these count as ${profile.name}. Look at the broker accounts first.`,
      '',
    ],
  };
}
