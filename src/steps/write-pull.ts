import { actorName } from '../domain/actor.ts';
import { type Binding, whatChanged } from '../domain/consent.ts';
import { bareDigest } from '../domain/consent-holds.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import type { EntryBody, FileDigest } from '../domain/journal-entry.ts';
import { envPath, layout, within } from '../domain/layout.ts';
import type { PullPlan } from '../domain/pull/pull-plan.ts';
import { changedMeanwhile } from '../domain/pull/pull-refusals.ts';
import type { Root } from '../domain/world.ts';
import type { Birth, Host } from '../ports.ts';
import { entryOf, type Stamp, stampFor, takeLock } from './change.ts';
import { digestAt } from './digest-at.ts';
import { bindingNow, recordConsent } from './keep-consent.ts';
import { type Journal, openJournal } from './keep-journal.ts';
import { lookAtPull, type Pulling } from './look-at-pull.ts';
import { recover } from './recover.ts';
import { replaceFile } from './replace-file.ts';
import { noTroubles, unsure } from './troubles.ts';

/** How long a pull waits for whoever holds the lock, in seconds. */
export const patience = 5;

/** What was judged and agreed to before the lock was taken. */
export interface Agreed {
  readonly profile: string;
  readonly plan: PullPlan;
  /** The key of `binding` and `files`. */
  readonly salt: string;
  /** What stood there: under the lock it must be the same. */
  readonly binding: Binding;
  /** The env file as it will be, for consent. */
  readonly files: readonly FileDigest[];
  readonly linked: boolean;
  /** True where consent to live is renewed for the new bytes. */
  readonly renews: boolean;
  readonly reason?: string;
}

/**
 * Lock, look again, intent with the digest of the new bytes, one rename, consent where it is live, done:
 * answers the journal's new head. Killed anywhere, the digest tells the next change what became of it.
 */
export async function writePull(host: Host, root: Root, agreed: Agreed): Promise<string> {
  const line = `pull ${agreed.profile}`;
  const [lock, announcer] = [await host.lock(), await host.announcer()];
  const stamp = stampFor(host, 'pull');
  const held = takeLock(host, lock, root, line, patience);
  try {
    const journal = openJournal(host, root.path);
    await recover(host, root, journal, stamp);
    const now = await lookAtPull(host, root, agreed.profile);
    mustBeAsAgreed(host, now, agreed);
    const head = put(host, root.path, { stamp, journal }, now, agreed);
    announcer.announce(`head ${head} after ${line}`);
    return head;
  } finally {
    held.release();
  }
}

function mustBeAsAgreed(
  host: Host,
  { view, linked }: Pulling,
  { salt, binding, linked: was }: Agreed,
): void {
  if (linked !== was) changedMeanwhile('the link');
  const changed = whatChanged(binding, bindingNow(host, view.world, view.profile, salt));
  if (changed !== undefined) changedMeanwhile(changed);
}

interface Writing {
  readonly stamp: Stamp;
  readonly journal: Journal;
}

function put(
  host: Host,
  root: string,
  { stamp, journal }: Writing,
  now: Pulling,
  agreed: Agreed,
): string {
  const { file, after } = agreed.plan;
  const place = within(root, envPath(file));
  const body = bodyOf(journal.salt, agreed);
  const before = digestAt(host.disk, place, journal.salt);
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  try {
    replaceFile(host, within(root, layout.env), file, after, birthOf(now));
    // Nothing may come between the file and the consent for it, not even the journal.
    if (agreed.renews) writeConsent(host, root, agreed);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    const { attempt } = noTroubles();
    const read = attempt('', () => ({ digest: digestAt(host.disk, place, journal.salt) }));
    if (read === undefined || read.digest !== before) throw unsure(error);
    attempt('', () => journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })));
    throw error;
  }
}

/** Without a tier: an intent that recovery finds open is settled by the bytes, not by who may trade. */
function bodyOf(
  salt: string,
  { profile, plan, reason }: Agreed,
): Pick<EntryBody, 'profile' | 'files' | 'note' | 'reason'> {
  const digest = bareDigest(bytesDigest(salt, plan.after)) ?? '';
  const changed = plan.keys.filter(({ what }) => what === 'changed' || what === 'new');
  return {
    profile,
    files: [{ file: plan.file, digest }],
    note: changed.map(({ key, what }) => `${key} ${what}`).join(', '),
    ...(reason !== undefined && { reason }),
  };
}

/** It keeps its mode and owner; a new one is born as the profile declares. */
function birthOf({ view: { files, profile, owner } }: Pulling): Birth {
  const [file] = files;
  if (file?.kind === 'opened') {
    const { mode, uid, gid } = file.facts;
    return { mode, uid, gid };
  }
  return { mode: profile.mode, uid: owner.uid, gid: owner.gid };
}

function writeConsent(host: Host, root: string, { profile, salt, files }: Agreed): void {
  recordConsent(host, root, {
    ...{ v: 1, profile, host: host.machine.host, salt, files },
    at: new Date(host.clock.now()).toISOString(),
    by: actorName(host.machine.actor()),
  });
}
