import { fail } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import type { CopyInPlace } from '../copies.ts';
import { standing } from '../env-link.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { shownName } from '../names.ts';
import { enrolmentsOf, type Generation, type Registry, type RegistryKey } from '../registry.ts';
import type { Secret } from '../secret.ts';
import type { EnvFile } from '../world.ts';
import type { RotationFacts } from './next-step.ts';
import type { RotationCase } from './rotation-plan.ts';
import type { RotationRecord } from './rotation-record.ts';

/** The env file that a rotation is about. */
export type Opened = Required<Extract<EnvFile, { kind: 'opened' }>>;

/** A rotation in the World it goes on in. */
export interface Rotating {
  readonly view: View;
  readonly registry: Registry;
  readonly salt: string;
  readonly key: RegistryKey;
  readonly file: Opened;
  /** The fingerprint of the value that stands in the file. */
  readonly stands: string;
  readonly record: RotationRecord | undefined;
  /** With `activation: copy`: where the file stands as a copy. */
  readonly copies: readonly CopyInPlace[];
  readonly facts: RotationFacts;
  readonly of: RotationCase;
}

/** The registry's key, a secret; throws `refused` or `bad-config` for any other word. */
export function keyToRotate(registry: Registry, name: string): RegistryKey {
  const key = registry.keys.get(name);
  if (key === undefined) {
    return refused('key-undeclared', `the registry knows no ${shownName(name)}`, 'pine-env keys');
  }
  if (!key.secret) {
    refused(
      'not-a-secret',
      `${name} is a setting; there is nothing to rotate`,
      `pine-env explain ${name}`,
    );
  }
  return key;
}

/** The one file of the profile that sets the key, and the fingerprint of what stands there. */
export function fileWith(
  view: View,
  key: RegistryKey,
  salt: string,
): { readonly file: Opened; readonly stands: string } {
  const holding = view.files.flatMap((file) => {
    const value = valueIn(view, file, key.name);
    return value === undefined ? [] : [{ file: file as Opened, value }];
  });
  const [only, another] = holding;
  const { name } = view.profile;
  if (only === undefined) {
    return refused(
      'key-not-there',
      `no env file of ${name} sets ${key.name}`,
      `pine-env check ${name}`,
    );
  }
  if (another !== undefined) {
    const remedy = `look at it: pine-env explain ${key.name}`;
    refused('key-in-two-files', `more than one env file of ${name} sets ${key.name}`, remedy);
  }
  return { file: only.file, stands: fingerprintOf(salt, key.provider, only.value) };
}

/** The value of a key in an env file of a profile, as its first loader reads it. */
export function valueIn({ profile }: View, file: EnvFile, key: string): Secret | undefined {
  if (file.kind !== 'opened' || file.content === undefined) return undefined;
  const reading = file.content.read(profile.loaders[0] ?? 'systemd');
  if (reading.kind !== 'read') return undefined;
  return reading.assignments.findLast((assignment) => assignment.key === key)?.value;
}

/** Where a fingerprint stands for this key in this environment. */
export function generationOf(
  registry: Registry,
  key: string,
  environment: string,
  fingerprint: string | undefined,
): Generation | undefined {
  return enrolmentsOf(registry, key, environment).find((one) => one.fingerprint === fingerprint)
    ?.generation;
}

/** True when some link of the profile leads to its file. */
export function isLinked({ world, profile }: View): boolean {
  return profile.links.some(({ link, file }) => standing(world, link) === file);
}

/** Which of a record's values stands in the file. */
export function holds(
  record: RotationRecord | undefined,
  stands: string,
): RotationFacts['fileHolds'] {
  if (record === undefined || stands === record.before) return 'before';
  return stands === record.fingerprint ? 'new' : 'other';
}

/** The record of a rotation that is given up after `stored`: from now on it leads back. */
export function turnedRound(record: RotationRecord): RotationRecord {
  if (record.turned === true) return record;
  const { fingerprint, before } = record;
  return { ...record, fingerprint: before, before: fingerprint, turned: true, done: 'enrolled' };
}

function refused(rule: string, message: string, remedy: string): never {
  return fail({ kind: 'refused', rule, message: `${message}; nothing was changed`, remedy });
}
