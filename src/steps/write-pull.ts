import { actorName } from '../domain/actor.ts';
import { type Binding, whatChanged } from '../domain/consent.ts';
import { bareDigest } from '../domain/consent-holds.ts';
import { worldAfter } from '../domain/copies.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import { openIntent } from '../domain/journal-changes.ts';
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
import { type Renewal, renewCopies } from './renew-copies.ts';
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
  /** The links in whose places copies stand that are made anew. */
  readonly copies: readonly string[];
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
  { view, linked, copies }: Pulling,
  { salt, binding, linked: was, copies: were }: Agreed,
): void {
  const moved = copies.map(({ link }) => link).join() !== were.join();
  if (linked !== was || moved) changedMeanwhile('the link');
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
  const body = bodyOf(journal.salt, agreed);
  const before = digestAt(host.disk, within(root, envPath(file)), journal.salt);
  const write = () => {
    replaceFile(host, within(root, layout.env), file, after, birthOf(now));
    // Nothing may come between the file and the consent for it, not even the journal.
    if (agreed.renews) writeConsent(host, root, agreed);
  };
  try {
    if (now.copies.length > 0) return renew(host, { stamp, journal }, now, agreed, body, write);
    journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
    write();
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    const { attempt } = noTroubles();
    const path = within(root, envPath(file));
    const read = attempt('', () => ({ digest: digestAt(host.disk, path, journal.salt) }));
    if (read === undefined || read.digest !== before) throw unsure(error);
    if (openIntent(journal.tail().entries)?.change !== stamp.change) throw error;
    attempt('', () => journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })));
    throw error;
  }
}

/** With a tier and links: what is found half done is finished towards safe, and for live waits for a person. */
function renew(
  host: Host,
  writing: Writing,
  { view, copies }: Pulling,
  { plan: { file, after: bytes } }: Agreed,
  says: Renewal['says'],
  write: () => void,
): string {
  const after = worldAfter(view.world, file, copies, bytes);
  return renewCopies({ host, ...writing }, { view, file, copies, after, says }, write);
}

/** Without a tier or a link: such an intent is settled by the bytes, not by who may trade. */
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
