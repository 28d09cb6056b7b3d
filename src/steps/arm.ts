import { actorName } from '../domain/actor.ts';
import type { View } from '../domain/checks/check.ts';
import type { Binding } from '../domain/consent.ts';
import { fileDigests } from '../domain/consent-holds.ts';
import type { EntryBody, LinkMove } from '../domain/journal-entry.ts';
import { type SwitchPlan, wayBack } from '../domain/switch-plan.ts';
import { type World, wayToSafety } from '../domain/world.ts';
import { asPineError, type ErrorFacts, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { hasConsent, recordConsent, withdrawConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { makeMove, mustStandStill, overtaken, standingNow, verifyMove } from './relink.ts';
import { noTroubles, unsure } from './troubles.ts';

/** What the holder of the lock arms a host with. */
export interface Arming {
  readonly stamp: Stamp;
  readonly journal: Journal;
  readonly agreed: Binding;
  readonly salt: string;
  readonly reason: string | undefined;
}

interface Target {
  readonly view: View;
  readonly plan: SwitchPlan;
}

/**
 * Intent, consent, relink, verified, done: answers the journal's new head. Whatever fails after the
 * intent is taken back to safe, and thrown as `taken-back` (outcome `undone`, or `unknown` when
 * even that failed).
 */
export function arm(host: Host, target: Target, arming: Arming): string {
  const { stamp, journal, reason } = arming;
  const body = {
    profile: target.plan.profile,
    tier: target.plan.tier,
    links: target.plan.moves,
    files: fileDigests(target.view.world, target.view.profile, journal.salt),
    ...(reason === undefined ? {} : { reason }),
  };
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  try {
    consent(host, target, arming);
    for (const move of target.plan.moves) {
      mustStandStill(host, target.view.world, move);
      makeMove(host, target.view.world, move);
    }
    mustStand(host, target);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    return takeBack(host, target, arming, body, asPineError(error).facts);
  }
}

/** Looks again: throws when the links or the consent are not there any more. */
function mustStand(host: Host, { view, plan }: Target): void {
  for (const move of plan.moves) verifyMove(host, view.world, move);
  // Whoever overtakes takes consent back, so its absence tells of one that the link does not show.
  if (!hasConsent(host, view.world, view.profile)) overtaken(plan.moves[0]?.link ?? '');
}

/**
 * The last look before `done` is said, after the lock was let go: throws `overtaken` when the links
 * or the consent are somebody else's business by now.
 */
export function mustStillStand(host: Host, { view, plan }: Target): void {
  try {
    for (const { link, to } of plan.moves) {
      if (standingNow(host, view.world, link) !== to) overtaken(link);
    }
    if (!hasConsent(host, view.world, view.profile)) overtaken(plan.moves[0]?.link ?? '');
  } catch (error) {
    throw unsure(asPineError(error));
  }
}

function consent(host: Host, { view }: Target, { agreed, salt, stamp }: Arming): void {
  recordConsent(host, view.world.root.path, {
    v: 1,
    profile: agreed.profile,
    host: agreed.host,
    salt,
    files: agreed.files,
    at: new Date(host.clock.now()).toISOString(),
    by: actorName(stamp.actor),
  });
}

/** Back to the safe profile each link came from, or to no link at all; never towards live. */
function takeBack(
  host: Host,
  { view, plan }: Target,
  { stamp, journal }: Arming,
  body: Pick<EntryBody, 'profile' | 'tier'>,
  cause: ErrorFacts,
): never {
  const { world } = view;
  const { found, attempt } = noTroubles();
  const links = plan.moves.map(
    (move) => attempt('not-taken-back', () => moveBack(host, world, move)) ?? move,
  );
  attempt('not-taken-back', () => withdrawConsent(host, world.root.path));
  const failed = found[0];
  // Without this line the intent stays open, and the next change looks again.
  if (failed === undefined) {
    attempt('journal-failed', () =>
      journal.append(entryOf(host, stamp, { ...body, kind: 'undone', links, rule: cause.rule })),
    );
  }
  throw takenBack(plan, cause, wayToSafety(world), failed?.message);
}

/** The move with `from` where the link stands afterwards: nobody else's change is touched. */
function moveBack(host: Host, world: World, move: LinkMove): LinkMove {
  const { link, to } = move;
  const now = standingNow(host, world, link);
  if (now !== to) return { ...move, from: now };
  const from = wayBack(world, move);
  makeMove(host, world, { link, from: to, to: from });
  return { ...move, from };
}

function takenBack(
  plan: SwitchPlan,
  cause: ErrorFacts,
  toSafety: string,
  failure?: string,
): PineError {
  const word = failure === undefined ? 'was taken back' : `could not be taken back: ${failure}`;
  return new PineError({
    kind: 'provider',
    rule: failure === undefined ? 'taken-back' : 'not-taken-back',
    message: `${plan.profile} was not made active, and what was done ${word} (${cause.message})`,
    remedy: failure === undefined ? cause.remedy : toSafety,
    outcome: failure === undefined ? 'undone' : 'unknown',
  });
}
