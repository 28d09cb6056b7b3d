import { actorName } from '../domain/actor.ts';
import { sameFiles } from '../domain/consent.ts';
import { bareDigest, fileDigests } from '../domain/consent-holds.ts';
import { worldAfter } from '../domain/copies.ts';
import { bytesDigest, shortFingerprint } from '../domain/fingerprint.ts';
import { dateOf } from '../domain/key-age.ts';
import { layout, within } from '../domain/layout.ts';
import type { Rotating } from '../domain/rotation/rotating.ts';
import { enrolNextEdits, promoteEdits, revokeEdits } from '../domain/rotation/rotation-edits.ts';
import type { RotationRecord } from '../domain/rotation/rotation-record.ts';
import {
  type Advancing,
  changedMeanwhile,
  editRegistry,
  moving,
  nextStamp,
  note,
  placeOf,
} from './advancing.ts';
import { recordConsent } from './keep-consent.ts';
import { keepRotation } from './keep-rotation.ts';
import { renewCopies } from './renew-copies.ts';
import { replaceFile } from './replace-file.ts';

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
  const put = () => {
    replaceFile(host, within(root.path, layout.env), file.file, bytes, { mode, uid, gid });
    // Nothing may come between the file and the consent for it, not even the journal.
    if (now.of.tier === 'live' && now.of.linked) writeConsent(advancing, now);
  };
  if (now.copies.length === 0) put();
  else renew(advancing, now, bytes, put);
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
  const agree = () => writeConsent(advancing, now);
  if (now.facts.copy === 'behind') renew(advancing, now, undefined, agree);
  else agree();
}

/** A copy of a safe profile's file that a kill left behind; for live it takes a person (`renewConsent`). */
export function copyAnew(advancing: Advancing, now: Rotating): void {
  renew(advancing, now, undefined, () => undefined);
}

function renew(
  advancing: Advancing,
  now: Rotating,
  bytes: Uint8Array | undefined,
  first: () => void,
): void {
  const { host, stamp, journal, reason } = advancing;
  const { view, file, copies, key } = now;
  const after = worldAfter(view.world, file.file, copies, bytes);
  const says = {
    note: `${key.name} the copy in place is made anew`,
    files: fileDigests(after, view.profile, journal.salt),
    ...(reason !== undefined && { reason }),
  };
  const renewing = { host, journal, stamp: nextStamp(host, stamp) };
  renewCopies(renewing, { view, file: file.file, copies, after, says }, first);
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
