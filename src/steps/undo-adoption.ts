import { plainAgain } from '../domain/adopt/adopt-findings.ts';
import { adoptQuestion } from '../domain/adopt/adopt-question.ts';
import { type AdoptReport, adoptReport } from '../domain/adopt/adopt-report.ts';
import { lastAdoption } from '../domain/adopt/last-adoption.ts';
import type { View } from '../domain/checks/check.ts';
import { bareDigest } from '../domain/consent-holds.ts';
import { standing } from '../domain/env-link.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import type { Entry, LinkMove } from '../domain/journal-entry.ts';
import { envPath } from '../domain/layout.ts';

import { shownName } from '../domain/names.ts';
import type { Root, World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { AdoptRequest } from './adopt.ts';
import { askConsent } from './ask-consent.ts';
import { entryOf, refuseOwnRoot, refuseShadow, type Stamp, stampFor, takeLock } from './change.ts';
import { withdrawConsent } from './keep-consent.ts';
import { type Journal, openJournal, readJournal } from './keep-journal.ts';
import { viewOrFail } from './look.ts';
import { journallingRefusals } from './note-refusal.ts';
import { observeAll } from './observe.ts';
import { dropMade, keptIn, putPlainBack } from './put-plain-back.ts';
import { recover } from './recover.ts';
import { settleFirst } from './settle-first.ts';
import { unsure } from './troubles.ts';

/** How long it waits for whoever holds the lock, in seconds. */
const patience = 5;

interface Undoing {
  readonly view: View;
  readonly of: Entry;
  /** From the env files back to no link. */
  readonly moves: readonly LinkMove[];
}

/**
 * The way back from the last adoption: plain files with the bytes of the env files as they are now, by one
 * rename each. Of a live profile a person agrees first, since `use paper` refuses afterwards.
 */
export async function undoAdoption(
  host: Host,
  root: Root,
  request: AdoptRequest,
): Promise<AdoptReport> {
  refuseShadow(root);
  refuseOwnRoot(root);
  if (!request.dryRun) await settleFirst(host, root, { verb: 'adopt' }, patience);
  const seen = await lookBack(host, root, request.profile);
  const { profile } = seen.view;
  const findings = seen.moves.map(({ link }) => plainAgain(seen.view, link));
  const told = { found: 'linked', findings } as const;
  if (request.dryRun) return adoptReport(root, profile, seen.moves, { ...told, mode: 'dry-run' });
  const [lock, announcer] = [await host.lock(), await host.announcer()];
  if (profile.tier === 'live') {
    const what = seen.moves.map(
      ({ link, from }) => `${link}: the link to ${from} becomes a plain file`,
    );
    const question = adoptQuestion(seen.view, [...what, 'after that use paper refuses']);
    const refused = { verb: 'adopt', profile: profile.name };
    await journallingRefusals(host, root, refused, lock, () => askConsent(host, question));
  }
  const stamp = stampFor(host, 'adopt');
  const held = takeLock(host, lock, root, 'adopt --undo', patience);
  try {
    const journal = openJournal(host, root.path);
    await recover(host, root, journal, stamp);
    const now = await lookBack(host, root, profile.name);
    const head = putBack(host, now, { stamp, journal, reason: request.reason });
    announcer.announce(`head ${head} after adopt --undo`);
    return adoptReport(root, profile, now.moves, { ...told, mode: 'undo', head });
  } finally {
    held.release();
  }
}

async function lookBack(host: Host, root: Root, named: string | undefined): Promise<Undoing> {
  const { entries } = readJournal(host.disk, root.path, Number.MAX_SAFE_INTEGER);
  const of = lastAdoption(entries) ?? nothingAdopted();
  const name = of.profile ?? '';
  if (named !== undefined && named !== name) nothingAdopted(named);
  const world = await observeAll(host, root);
  const view = viewOrFail(world, name);

  const moves = (of.links ?? []).map(({ link, to }) => ({ link, from: to, to: null }));
  for (const move of moves) mustStillStand(world, move);
  return { view, of, moves };
}

interface Writing {
  readonly stamp: Stamp;
  readonly journal: Journal;
  readonly reason: string | undefined;
}

function putBack(host: Host, { view, of, moves }: Undoing, writing: Writing): string {
  const { stamp, journal, reason } = writing;
  const root = view.world.root.path;
  const pairs = moves.map(({ link, from }) => {
    const file = from ?? '';
    return { link, file, kept: keptIn(host.disk, root, file) };
  });
  const wasMade = (name: string) => of.files?.some(({ file }) => file === name) ?? false;
  const digests = pairs.flatMap(({ link, file, kept }) => {
    const digest = bareDigest(bytesDigest(journal.salt, kept.bytes)) ?? '';
    return [{ file: link, digest }, ...(wasMade(file) ? [{ file, digest }] : [])];
  });
  const body = {
    ...{ profile: view.profile.name, tier: view.profile.tier, links: moves, files: digests },
    ...(reason === undefined ? {} : { reason }),
  };
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  try {
    for (const { link, file, kept } of pairs) putPlainBack(host, root, { link, file }, kept);
    withdrawConsent(host, root);
    for (const { link, file } of pairs) if (wasMade(file)) dropMade(host, root, link, file);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    // Whichever shape stands, the bytes are the same; the next change settles which one it is.
    throw unsure(error);
  }
}

function mustStillStand(world: World, { link, from }: LinkMove): void {
  if (standing(world, link) === from) return;
  fail({
    kind: 'refused',
    rule: 'moved-since',
    message: `${envPath(link)} does not lead to ${from} any more, so other bytes would come in place; nothing was changed`,
    remedy: 'see what stands now: pine-env status',
    where: envPath(link),
  });
}

function nothingAdopted(named?: string): never {
  return fail({
    kind: 'refused',
    rule: 'nothing-adopted',
    message: `the journal knows no adoption${named === undefined ? '' : ` as ${shownName(named)}`} to undo`,
    remedy: 'see what was done: pine-env history',
  });
}
