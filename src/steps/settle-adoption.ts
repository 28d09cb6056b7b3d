import { type AdoptPlan, planAdoption } from '../domain/adopt/adopt-plan.ts';
import type { Adopted } from '../domain/adopt/adopted.ts';
import { isUndoing } from '../domain/adopt/last-adoption.ts';
import { bareDigest } from '../domain/consent-holds.ts';
import { standing } from '../domain/env-link.ts';
import type { Entry, LinkMove, Recovery } from '../domain/journal-entry.ts';
import { envPath, within } from '../domain/layout.ts';
import { contentOf, goodProfiles, type World } from '../domain/world.ts';
import { quietly } from '../errors.ts';
import type { Host } from '../ports.ts';
import { digestAt } from './digest-at.ts';
import { hasConsent, withdrawConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { readPlain } from './look-at-adoption.ts';
import { dropMade, keptIn, putPlainBack } from './put-plain-back.ts';
import { makeFiles, makeLink } from './write-adoption.ts';

/**
 * Settles an adoption that was cut short. Where every link stands only the journal's line is missing, and
 * consent stays if it is for these bytes. Else one as safe is finished, one as live is taken back.
 */
export function settleAdoption(
  host: Host,
  world: World,
  journal: Journal,
  intent: Entry,
): Recovery {
  const moves = intent.links ?? [];
  if (isUndoing(intent)) return settleUndoing(host, world, journal, intent);
  const due = moves.filter(({ link, to }) => standing(world, link) !== to);
  if (due.length > 0) {
    const plan = intent.tier === 'safe' ? mayFinish(host, world, journal, intent, due) : undefined;
    if (plan === undefined) return takeBack(host, world, journal, intent, due);
    makeFiles(host, plan, plan.adopted);
    for (const one of plan.adopted) makeLink(host, plan, one);
  }
  keepConsentOnly(host, world, intent);
  return 'finished';
}

/** Consent to live outlives this only where a person gave it for the very bytes that are linked. */
function keepConsentOnly(host: Host, world: World, { profile, tier }: Entry): void {
  const found = goodProfiles(world).find(({ name }) => name === profile);
  if (tier === 'live' && found !== undefined && hasConsent(host, world, found)) return;
  withdrawConsent(host, world.root.path);
}

/** The rest of an adoption as safe, where today nothing speaks against it and no byte changed since. */
function mayFinish(
  host: Host,
  world: World,
  { salt }: Journal,
  intent: Entry,
  due: readonly LinkMove[],
): AdoptPlan | undefined {
  const links = due.map(({ link }) => link);
  const plan = quietly(() =>
    planAdoption(world, intent.profile ?? '', readPlain(host, world, links)),
  );
  const asMeant = ({ link, file, plain }: Adopted) =>
    due.some((move) => move.link === link && move.to === file) &&
    bareDigest(contentOf(plain.read)?.digest(salt)) === digestOf(intent, link);
  if (plan?.view.profile.tier !== 'safe' || plan.adopted.length !== due.length) return undefined;
  return plan.adopted.every(asMeant) ? plan : undefined;
}

/** A plain file in every place again; what the adoption made goes, as long as it still is what was made. */
function takeBack(
  host: Host,
  world: World,
  { salt }: Journal,
  intent: Entry,
  due: readonly LinkMove[],
): Recovery {
  const root = world.root.path;
  const moves = intent.links ?? [];
  for (const move of moves) {
    if (due.includes(move) || move.to === null) continue;
    putPlainBack(host, root, { link: move.link, file: move.to }, keptIn(host.disk, root, move.to));
  }
  if (intent.tier === 'live') withdrawConsent(host, root);
  for (const { link, to } of moves) dropIfMade(host, root, salt, intent, link, to ?? '');
  return due.length === moves.length ? 'nothing-happened' : 'undone';
}

/** Where one plain file stands again, the others follow: the bytes are the same in either shape. */
function settleUndoing(host: Host, world: World, { salt }: Journal, intent: Entry): Recovery {
  const root = world.root.path;
  const moves = intent.links ?? [];
  const left = moves.filter(({ link, from }) => standing(world, link) === from);
  if (left.length === moves.length) return 'nothing-happened';
  for (const { link, from } of left) {
    const file = from ?? '';
    putPlainBack(host, root, { link, file }, keptIn(host.disk, root, file));
  }
  withdrawConsent(host, root);
  for (const { link, from } of moves) dropIfMade(host, root, salt, intent, link, from ?? '');
  return 'finished';
}

function dropIfMade(
  host: Host,
  root: string,
  salt: string,
  intent: Entry,
  link: string,
  file: string,
): void {
  const made = digestOf(intent, file);
  const now = digestAt(host.disk, within(root, envPath(file)), salt);
  if (made !== undefined && now === made) dropMade(host, root, link, file);
}

function digestOf({ files = [] }: Entry, name: string): string | undefined {
  return files.find(({ file }) => file === name)?.digest;
}
