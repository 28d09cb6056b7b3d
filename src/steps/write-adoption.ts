import { actorName } from '../domain/actor.ts';
import type { AdoptPlan } from '../domain/adopt/adopt-plan.ts';
import type { Adopted } from '../domain/adopt/adopted.ts';
import { bareDigest, fileDigests } from '../domain/consent-holds.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import type { EntryBody, FileDigest } from '../domain/journal-entry.ts';
import { envPath, layout, within } from '../domain/layout.ts';
import { sameBytes } from '../domain/same-bytes.ts';
import { asPineError, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { digestAt } from './digest-at.ts';
import { recordConsent, withdrawConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { movedMeanwhile } from './look-at-adoption.ts';
import { dropMade, keptIn, leadsTo, putPlainBack } from './put-plain-back.ts';
import { overtaken } from './relink.ts';
import { replaceFile, replaceLink } from './replace-file.ts';
import { noTroubles } from './troubles.ts';

/** What the holder of the lock adopts with. */
export interface Writing {
  readonly stamp: Stamp;
  readonly journal: Journal;
  /** The key of what a person agreed to. */
  readonly salt: string;
  readonly reason?: string | undefined;
}

/**
 * Intent, env files, consent where it is live, links, looked at, done: answers the journal's new head. At
 * each moment the path has the same bytes. What fails is taken back, and thrown as what became of it.
 */
export function writeAdoption(host: Host, plan: AdoptPlan, writing: Writing): string {
  const { stamp, journal } = writing;
  const body = bodyOf(plan, writing);
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  try {
    makeFiles(host, plan, plan.adopted);
    if (plan.view.profile.tier === 'live') consent(host, plan, writing);
    for (const one of plan.adopted) makeLink(host, plan, one);
    for (const one of plan.adopted) mustStand(host, plan, one, journal.salt);
    if (plan.view.profile.tier === 'safe') withdrawConsent(host, plan.view.world.root.path);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    throw takenBack(host, plan, writing, asPineError(error));
  }
}

/** What the entries say: the digests of the plain files, and of each env file that the adoption makes. */
function bodyOf(
  { view, adopted, moves }: AdoptPlan,
  { journal: { salt }, reason }: Writing,
): Pick<EntryBody, 'profile' | 'tier' | 'links' | 'files' | 'reason'> {
  const digest = (file: string, bytes: Uint8Array): FileDigest => ({
    file,
    digest: bareDigest(bytesDigest(salt, bytes)) ?? '',
  });
  const made = new Map(
    adopted.filter(({ isNew }) => isNew).map(({ file, bytes }) => [file, bytes]),
  );
  return {
    profile: view.profile.name,
    tier: view.profile.tier,
    links: moves,
    files: [
      ...adopted.map(({ link, bytes }) => digest(link, bytes)),
      ...[...made].map(([file, bytes]) => digest(file, bytes)),
    ],
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Each env file that is not there yet, born as the profile declares. */
export function makeFiles(host: Host, { view }: AdoptPlan, adopted: readonly Adopted[]): void {
  const { world, profile, owner } = view;
  const birth = { mode: profile.mode, uid: owner.uid, gid: owner.gid };
  const made = new Map(
    adopted.filter(({ isNew }) => isNew).map(({ file, bytes }) => [file, bytes]),
  );
  for (const [file, bytes] of made) {
    replaceFile(host, within(world.root.path, layout.env), file, bytes, birth);
  }
}

/** The link over the plain file, by one rename, while that still has the bytes which were read. */
export function makeLink(host: Host, { view }: AdoptPlan, one: Adopted): void {
  const root = view.world.root.path;
  // An edit of the last moment would be lost with the file.
  if (!sameBytes(keptIn(host.disk, root, one.link).bytes, one.bytes)) movedMeanwhile(one.link);
  replaceLink(host, within(root, layout.env), one.link, one.file);
}

function mustStand({ disk }: Host, { view }: AdoptPlan, one: Adopted, salt: string): void {
  const root = view.world.root.path;
  const digest = digestAt(disk, within(root, envPath(one.file)), salt);
  const same = digest === bareDigest(bytesDigest(salt, one.bytes));
  if (!same || !leadsTo(disk, root, one.link, one.file)) overtaken(one.link);
}

function consent(host: Host, { view }: AdoptPlan, { salt, stamp }: Writing): void {
  const { world, profile } = view;
  recordConsent(host, world.root.path, {
    ...{ v: 1, profile: profile.name, host: world.host, salt },
    files: fileDigests(world, profile, salt),
    at: new Date(host.clock.now()).toISOString(),
    by: actorName(stamp.actor),
  });
}

/** The plain files in their places again, no consent, and no file that was made; what failed of it is told. */
function takenBack(
  host: Host,
  { view, adopted, moves }: AdoptPlan,
  { stamp, journal }: Writing,
  { facts: cause }: PineError,
): PineError {
  const { found, attempt } = noTroubles();
  const root = view.world.root.path;
  const { name, tier } = view.profile;
  for (const one of adopted) {
    const { mode, uid, gid } = one.plain.read.facts;
    const kept = { bytes: one.bytes, birth: { mode, uid, gid } };
    attempt('not-taken-back', () => putPlainBack(host, root, one, kept));
  }
  for (const { isNew, link, file } of adopted) {
    if (isNew) attempt('not-taken-back', () => dropMade(host, root, link, file));
  }
  if (tier === 'live') attempt('not-taken-back', () => withdrawConsent(host, root));
  const body = { profile: name, tier, links: moves, rule: cause.rule };
  if (found.length === 0) {
    attempt('journal-failed', () =>
      journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })),
    );
  }
  const [failed] = found;
  const word = failed === undefined ? 'was taken back' : `may not be taken back: ${failed.message}`;
  return new PineError({
    ...cause,
    message: `${name} was not adopted, and what was done ${word} (${cause.message})`,
    outcome: failed === undefined ? 'undone' : 'unknown',
  });
}
