import type { View } from '../domain/checks/check.ts';
import type { CopyInPlace } from '../domain/copies.ts';
import { layout } from '../domain/layout.ts';
import type { RotationFacts } from '../domain/rotation/next-step.ts';
import {
  fileWith,
  generationOf,
  holds,
  isLinked,
  keyToRotate,
  type Rotating,
  turnedRound,
} from '../domain/rotation/rotating.ts';
import { type RotationRecord, rotationFile } from '../domain/rotation/rotation-record.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { hasConsent } from './keep-consent.ts';
import { rotationNamed } from './keep-rotation.ts';
import { viewOrFail } from './look.ts';
import { refuseUnsafe, registryIn } from './look-at-registry.ts';
import { observeProfiles } from './observe.ts';
import { copiesInPlace } from './renew-copies.ts';

/** Which rotation; `turn`: seen as one that was given up and leads back. */
export interface WhichRotation {
  readonly key: string;
  readonly profile: string;
  readonly turn?: boolean;
}

/**
 * Everything a rotation depends on. Throws for a file that is unsafe, a registry that cannot be used, a
 * value that is not enrolled, and a record that says nothing.
 */
export async function lookAtRotation(
  host: Host,
  root: Root,
  which: WhichRotation,
): Promise<Rotating> {
  const world = await observeProfiles(host, root);
  const view = viewOrFail(world, which.profile);
  refuseUnsafe(view);
  const registry = registryIn(view.world);
  const { salt } = registry;
  if (salt === undefined) return notEnrolled(which);
  const key = keyToRotate(registry, which.key);
  const { file, stands } = fileWith(view, key, salt);
  const record = recordOf(host, root, which);
  const place = (print: string | undefined) =>
    generationOf(registry, key.name, which.profile, print);
  if (record === undefined && place(stands) === undefined) notEnrolled(which);
  const copies = copiesInPlace(host, { view, key, salt, file, record });
  const linked = isLinked(view) || copies.length > 0;
  const copy = howCopied(copies);
  const { profile } = view;
  const runs = linked && profile.units.length > 0 && (await host.unitControl()).isHere;
  const restart = runs ? 'wanted' : 'not-needed';
  const newIs = place(record?.fingerprint);
  const beforeIs = place(record?.before ?? stands);
  return {
    ...{ view, registry, salt, key, file, stands, record, copies },
    facts: {
      fileHolds: holds(record, stands),
      ...(newIs !== undefined && { newIs }),
      ...(beforeIs !== undefined && { beforeIs }),
      consent: consentFor(host, view, linked, copy),
      copy,
      restart,
    },
    of: {
      ...{ key, profile: profile.name, tier: profile.tier, linked, restart },
      copied: copies.length > 0,
      turned: record?.turned === true,
    },
  };
}

/** Copying towards live takes a person's yes each time, also where one for these bytes lies there already. */
function consentFor(
  host: Host,
  { world, profile }: View,
  linked: boolean,
  copy: RotationFacts['copy'],
): RotationFacts['consent'] {
  if (profile.tier !== 'live' || !linked) return 'not-needed';
  if (copy === 'behind') return 'void';
  return hasConsent(host, world, profile) ? 'held' : 'void';
}

function howCopied(copies: readonly CopyInPlace[]): RotationFacts['copy'] {
  if (copies.length === 0) return 'none';
  return copies.some(({ state }) => state === 'behind') ? 'behind' : 'level';
}

function recordOf(host: Host, { path }: Root, which: WhichRotation): RotationRecord | undefined {
  const open = rotationNamed(host.disk, path, which.key, which.profile);
  if (open === undefined) return undefined;
  const { record } = open;
  if (record === undefined) return unreadable(which);
  return which.turn === true ? turnedRound(record) : record;
}

function notEnrolled({ key, profile }: WhichRotation): never {
  return fail({
    kind: 'refused',
    rule: 'key-unregistered',
    message: `the ${key} that stands in ${profile} is not enrolled for it; nothing was changed`,
    remedy: `see whose it is: pine-env check ${profile}`,
    where: key,
  });
}

function unreadable({ key, profile }: WhichRotation): never {
  const where = `${layout.state}/${rotationFile(key, profile)}`;
  return fail({
    kind: 'bad-config',
    rule: 'rotation-unreadable',
    message: `${where} cannot be read as the record of a rotation; nothing was changed`,
    remedy: `set it aside, and see what is known: pine-env rotate ${key} --profile ${profile} --abort`,
    where,
  });
}
