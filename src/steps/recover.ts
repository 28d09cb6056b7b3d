import { viewOf } from '../domain/checks/index.ts';
import { openIntent } from '../domain/journal-changes.ts';
import type { Entry, EntryBody, LinkMove } from '../domain/journal-entry.ts';
import { isOurTemporary, layout, within } from '../domain/layout.ts';
import { planRecovery, type RecoveryPlan } from '../domain/recovery.ts';
import { whyNotSafe } from '../domain/refusals.ts';
import type { Root, World } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';
import { textDigest, withdrawConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { observeProfiles } from './observe.ts';
import { configFile } from './read-config.ts';
import { makeMove } from './relink.ts';
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
  const plan = await planFor(host, root, journal, intent);
  // Where the links stand is then the later change's business, and its entry tells it.
  const links = isSuperseded(journal, intent) ? [] : asMeant(plan);
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

async function planFor(
  host: Host,
  root: Root,
  journal: Journal,
  intent: Entry,
): Promise<RecoveryPlan> {
  if (intent.files?.some(({ file }) => file === layout.registry)) {
    return { of: intent, how: wasWritten(host, root, journal, intent), moves: [] };
  }
  const world = await observeProfiles(host, root);
  const plan = planRecovery(world, intent, isSuperseded(journal, intent));
  if (plan.how === 'finished') refuseToLie(world, intent);
  for (const move of plan.moves) makeMove(host, world, move);
  if (intent.tier === 'live' && !isSuperseded(journal, intent)) withdrawConsent(host, root.path);
  return plan;
}

function isSuperseded(journal: Journal, intent: Entry): boolean {
  return journal.tail().entries.some(({ seq, kind }) => seq > intent.seq && kind === 'done');
}

/** A change of the registry is one rename: the file has the new bytes, or nothing happened. */
function wasWritten(host: Host, root: Root, journal: Journal, intent: Entry): RecoveryPlan['how'] {
  const written = (intent.files ?? []).every(({ file, digest }) => {
    const text = configFile(host, within(root.path, file), file);
    return textDigest(journal.salt, text) === digest;
  });
  return written ? 'finished' : 'nothing-happened';
}

/** Finishing a switch to safe is refused where starting it would be: the file may have changed. */
function refuseToLie(world: World, intent: Entry): void {
  const view = viewOf(world, intent.profile ?? '');
  const why = view === undefined ? undefined : whyNotSafe(view);
  if (why !== undefined) throw new PineError(why);
}

/** `finished` leaves the links at `to`, anything else at `from`: where they really stand now. */
function asMeant(plan: RecoveryPlan): readonly LinkMove[] {
  const moved = new Map(plan.moves.map(({ link, to }) => [link, to]));
  return (plan.of.links ?? []).map((move) => {
    if (plan.how === 'finished') return move;
    const back = moved.get(move.link);
    return back === undefined ? move : { ...move, from: back };
  });
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
