import { shortFingerprint } from '../domain/fingerprint.ts';
import type { EntryBody } from '../domain/journal-entry.ts';
import type { Rotating } from '../domain/rotation/rotating.ts';
import type { RotationRecord } from '../domain/rotation/rotation-record.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import type { Journal } from './keep-journal.ts';
import type { WhichRotation } from './look-at-rotation.ts';
import type { Prepared } from './prepare-rotation.ts';
import { type RegistryChange, writeRegistry } from './rotation-registry.ts';
import { freshName } from './state-birth.ts';

/** A rotation in the hands of whoever holds the lock. */
export interface Advancing {
  readonly host: Host;
  readonly root: Root;
  readonly which: WhichRotation;
  readonly stamp: Stamp;
  readonly journal: Journal;
  readonly yaml: RegistryChange['yaml'];
  readonly reason?: string;
  readonly prepared?: Prepared;
  /** The operator says that the old one is revoked. */
  readonly revoked: boolean;
}

/** One journalled edit of the registry. */
export function editRegistry(
  { host, root, stamp, journal, yaml, reason }: Advancing,
  { key, of }: Rotating,
  what: string,
  edits: RegistryChange['edits'],
): void {
  writeRegistry(host, {
    ...{
      root: root.path,
      profile: of.profile,
      stamp: nextStamp(host, stamp),
      journal,
      yaml,
      edits,
    },
    note: `${key.name} ${what}`,
    ...(reason !== undefined && { reason }),
  });
}

/** An intent of its own for each write: an end settles every intent of its change. */
export function nextStamp(host: Host, stamp: Stamp): Stamp {
  return { ...stamp, change: freshName(host) };
}

/** A remark in the journal about a step that writes no registry. */
export function note(
  { host, stamp, journal, reason }: Advancing,
  { key, of }: Rotating,
  what: string,
  files?: EntryBody['files'],
): void {
  const said = { profile: of.profile, note: `${key.name} ${what}` };
  const body = { ...said, ...(files && { files }), ...(reason !== undefined && { reason }) };
  journal.append(entryOf(host, stamp, { ...body, kind: 'noted' }));
}

/** Where the registry has the values of this rotation. */
export function placeOf({ key, of }: Rotating) {
  return { key: key.name, environment: of.profile };
}

/** From which value to which, for the journal. */
export function moving({ before, fingerprint }: RotationRecord): string {
  return `${shortFingerprint(before)} -> ${shortFingerprint(fingerprint)}`;
}

/** Throws `changed-since-consent`: what a person agreed to is not what stands there. */
export function changedMeanwhile(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed meanwhile; this step was not done`,
    remedy: 'look at what stands now: pine-env status',
  });
}
