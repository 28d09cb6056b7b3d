import { actorName } from '../domain/actor.ts';
import { sameFiles } from '../domain/consent.ts';
import { bareDigest, fileDigests } from '../domain/consent-holds.ts';
import { bytesDigest, shortFingerprint } from '../domain/fingerprint.ts';
import type { EntryBody } from '../domain/journal-entry.ts';
import { dateOf } from '../domain/key-age.ts';
import { layout, within } from '../domain/layout.ts';
import type { Rotating } from '../domain/rotation/rotating.ts';
import { enrolNextEdits, promoteEdits, revokeEdits } from '../domain/rotation/rotation-edits.ts';
import type { RotationRecord } from '../domain/rotation/rotation-record.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { recordConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { keepRotation } from './keep-rotation.ts';
import type { WhichRotation } from './look-at-rotation.ts';
import type { Prepared } from './prepare-rotation.ts';
import { replaceFile } from './replace-file.ts';
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

/** The fingerprint becomes the environment's next one; the record comes first, so that a kill is seen. */
export function begin(advancing: Advancing, now: Rotating): void {
  const { host, root, reason, prepared } = advancing;
  const entry = prepared?.value?.taken.entry;
  if (entry === undefined) return;
  const owner = actorName(host.machine.actor());
  const at = host.clock.now();
  const record: RotationRecord = now.record ?? {
    v: 1,
    key: now.key.name,
    profile: now.of.profile,
    done: 'proved',
    fingerprint: entry.fingerprint,
    before: now.stands,
    begun: new Date(at).toISOString(),
    by: owner,
    ...(reason !== undefined && { reason }),
  };
  keepRotation(host, root.path, record);
  const proved = prepared?.proved === true ? 'its provider knows it' : 'not proved here';
  note(advancing, now, `taken and checked, ${moving(record)}; ${proved}`);
  editRegistry(advancing, now, `${moving(record)}: enrolled as next`, (registry) =>
    enrolNextEdits(registry, placeOf(now), { ...entry, issued: dateOf(at), owner }),
  );
  keepRotation(host, root.path, { ...record, done: 'enrolled' });
}

/** Stores the value. One rename: a reader sees the old file or the new one, and both values are registered here. */
export function store(advancing: Advancing, now: Rotating): void {
  const { host, root, journal, prepared } = advancing;
  const { record, file } = now;
  if (record === undefined || prepared?.value === undefined) return;
  const { bytes } = prepared.value;
  keepRotation(host, root.path, { ...record, done: 'enrolled' });
  const digest = bareDigest(bytesDigest(journal.salt, bytes)) ?? '';
  const files = [{ file: file.file, digest }];
  note(advancing, now, `${moving(record)}: storing`, files);
  const { mode, uid, gid } = file.facts;
  replaceFile(host, within(root.path, layout.env), file.file, bytes, { mode, uid, gid });
  // Nothing may come between the file and the consent for it, not even the journal.
  if (now.of.tier === 'live' && now.of.linked) writeConsent(advancing, now);
  note(advancing, now, `${moving(record)}: stored`, files);
  keepRotation(host, root.path, { ...record, done: 'stored' });
}

/** Consent for a file that was stored before a kill; a person has said yes again. */
export function renewConsent(advancing: Advancing, now: Rotating): void {
  const { prepared } = advancing;
  const { world, profile } = now.view;
  // The file may have been changed by a hand that takes no lock.
  if (prepared === undefined) return;
  if (!sameFiles(prepared.files, fileDigests(world, profile, prepared.salt))) {
    changedMeanwhile(`the env file of ${profile.name}`);
  }
  writeConsent(advancing, now);
}

function writeConsent(advancing: Advancing, now: Rotating): void {
  const { host, root, prepared } = advancing;
  if (prepared === undefined || !prepared.guarded) return;
  recordConsent(host, root.path, {
    ...{ v: 1, profile: now.of.profile, host: host.machine.host },
    ...{ salt: prepared.salt, files: prepared.files },
    at: new Date(host.clock.now()).toISOString(),
    by: actorName(host.machine.actor()),
  });
  note(advancing, now, 'consent renewed for the new bytes');
}

/** The next one becomes current, and what was current the previous one: one write. */
export function promote(advancing: Advancing, now: Rotating): void {
  const { record } = now;
  if (record === undefined) return;
  editRegistry(advancing, now, `${moving(record)}: current`, (registry) =>
    promoteEdits(registry, placeOf(now), record.fingerprint),
  );
  keepRotation(advancing.host, advancing.root.path, { ...record, done: 'promoted' });
}

/** The previous one is dead, and recorded so. */
export function revoke(advancing: Advancing, now: Rotating): void {
  const { record } = now;
  if (record === undefined) return;
  const how = advancing.revoked ? 'stated' : 'it died when the new one was made';
  editRegistry(advancing, now, `${shortFingerprint(record.before)}: revoked, ${how}`, (registry) =>
    revokeEdits(registry, placeOf(now), record.before),
  );
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
function nextStamp(host: Host, stamp: Stamp): Stamp {
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
