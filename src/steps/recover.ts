import { openIntent } from '../domain/journal-changes.ts';
import type { Entry, EntryBody, LinkMove } from '../domain/journal-entry.ts';
import { envPath, isOurTemporary, layout, within } from '../domain/layout.ts';
import { planRecopy, planRecovery, type RecoveryPlan, stillStands } from '../domain/recovery.ts';
import { goodProfiles, type Root, type World } from '../domain/world.ts';
import type { Disk, Host } from '../ports.ts';
import { digestAt } from './digest-at.ts';
import { hasConsent, textDigest, withdrawConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { observeProfiles } from './observe.ts';
import { configFile } from './read-config.ts';
import { makeMove, standingNow } from './relink.ts';
import { removeQuietly } from './replace-file.ts';

/** What a change found half done, and what it did about it. */
export interface Recovered {
  readonly of: Entry;
  readonly how: RecoveryPlan['how'];
}

/**
 * Settles a change that was cut short, and sweeps our own leftovers (promise 2). Only the holder of
 * the lock may call it. Being killed here changes nothing: the intent is still open, and the next
 * change begins again.
 */
export async function recover(
  host: Host,
  root: Root,
  journal: Journal,
  stamp: Pick<EntryBody, 'change' | 'verb' | 'actor' | 'host'>,
): Promise<Recovered | undefined> {
  sweep(host, root.path);
  const intent = openIntent(journal.tail().entries);
  if (intent === undefined) return undefined;
  const { plan, links } = await settle(host, root, journal, intent);
  journal.append({
    ...stamp,
    at: new Date(host.clock.now()).toISOString(),
    kind: 'recovered',
    of: intent.change,
    how: plan.how,
    links,
    ...(intent.profile === undefined ? {} : { profile: intent.profile }),
    ...(intent.tier === undefined ? {} : { tier: intent.tier }),
  });
  return { of: intent, how: plan.how };
}

interface Settled {
  readonly plan: RecoveryPlan;
  /** For the journal: `finished` leaves the links at `to`, anything else at `from`. */
  readonly links: readonly LinkMove[];
}

async function settle(host: Host, root: Root, journal: Journal, intent: Entry): Promise<Settled> {
  const isOneFile = intent.verb === 'pull' && intent.links === undefined;
  if (isOneFile || intent.files?.some(({ file }) => file === layout.registry)) {
    const how = wasWritten(host, root, journal, intent);
    return { plan: { of: intent, how, moves: [] }, links: [] };
  }
  const superseded = isSuperseded(journal, intent);
  const world = await observeProfiles(host, root);
  if (intent.verb === 'adopt') {
    const { settleAdoption } = await import('./settle-adoption.ts');
    const how = superseded ? 'nothing-happened' : settleAdoption(host, world, journal, intent);
    const plan = { of: intent, how, moves: [] };
    return { plan, links: superseded ? [] : asMeant(host, world, plan) };
  }
  if (['rotate', 'pull'].includes(intent.verb))
    return settleCopies(host, world, journal, intent, superseded);
  const plan = planRecovery(world, intent, superseded);
  for (const move of plan.moves) makeMove(host, world, move);
  // As the change itself would have: no consent to live outlives a change to safe.
  const isOver = intent.tier === 'live' || plan.how === 'finished';
  if (isOver && !superseded) withdrawConsent(host, root.path);
  // Where the links stand after a later change is that one's business, and its entry tells it.
  return { plan, links: superseded ? [] : asMeant(host, world, plan) };
}

/** Consent outlives this only where it is for the very bytes that stand in every place. */
function settleCopies(
  host: Host,
  world: World,
  journal: Journal,
  intent: Entry,
  superseded: boolean,
): Settled {
  const plan = planRecopy(world, intent, journal.salt, superseded);
  for (const move of plan.moves) makeMove(host, world, move);
  const profile = goodProfiles(world).find(({ name }) => name === intent.profile);
  const agreed = profile !== undefined && hasConsent(host, world, profile);
  const stands = stillStands(world, intent.links ?? []);
  if (intent.tier === 'live' && !superseded && !(agreed && stands)) {
    withdrawConsent(host, world.root.path);
  }
  return { plan, links: superseded ? [] : asMeant(host, world, plan) };
}

function isSuperseded(journal: Journal, intent: Entry): boolean {
  return journal.tail().entries.some(({ seq, kind }) => seq > intent.seq && kind === 'done');
}

/** Such a change is one rename: the file has the new bytes, or nothing happened. */
function wasWritten(host: Host, root: Root, journal: Journal, intent: Entry): RecoveryPlan['how'] {
  const written = (intent.files ?? []).every(({ file, digest }) => {
    if (file !== layout.registry) {
      return digestAt(host.disk, within(root.path, envPath(file)), journal.salt) === digest;
    }
    const text = configFile(host, within(root.path, file), file);
    return textDigest(journal.salt, text) === digest;
  });
  return written ? 'finished' : 'nothing-happened';
}

function asMeant(host: Host, world: World, { of, how }: RecoveryPlan): readonly LinkMove[] {
  const planned = of.links ?? [];
  if (how === 'finished') return planned;
  return planned.map((move) => ({ ...move, from: standingNow(host, world, move.link) }));
}

/** Removes what a killed change of ours left: names only this program makes, of our own. */
function sweep(host: Host, root: string): void {
  for (const leftover of leftovers(host.disk, root)) {
    if (host.disk.look(leftover)?.uid === host.accounts.uid) removeQuietly(host.disk, leftover);
  }
}

/** The paths under names that only this program makes: a change is under way, or was cut short. */
export function leftovers(disk: Disk, root: string): readonly string[] {
  return [layout.env, layout.state, layout.profiles].flatMap((directory) => {
    const path = within(root, directory);
    return disk
      .list(path)
      .filter(isOurTemporary)
      .map((name) => within(path, name));
  });
}
