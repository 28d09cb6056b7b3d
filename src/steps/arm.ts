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

/** What is armed: a profile as it was judged, and what moves. */
export interface Target {
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
  const body = bodyOf(target, journal.salt, reason);
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  try {
    relinkAgreed(host, target, arming);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    const cause = asPineError(error).facts;
    const failure = undo(host, target, arming, cause);
    throw takenBack(target.plan, cause, wayToSafety(target.view.world), failure);
  }
}

/** What the entries of one change to live say of it. */
export function bodyOf(
  { view, plan }: Target,
  salt: string,
  reason: string | undefined,
): Pick<EntryBody, 'profile' | 'tier' | 'links' | 'files' | 'reason'> {
  return {
    profile: plan.profile,
    tier: plan.tier,
    links: plan.moves,
    files: fileDigests(view.world, view.profile, salt),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Consent, relink, verified: what stands between the intent and its end. */
export function relinkAgreed(
  host: Host,
  target: Target,
  arming: Pick<Arming, 'agreed' | 'salt' | 'stamp'>,
): void {
  consent(host, target, arming);
  for (const move of target.plan.moves) {
    mustStandStill(host, target.view.world, move);
    makeMove(host, target.view.world, move);
  }
  mustStand(host, target);
}

/** Looks again: throws when the links or the consent are not there any more. */
export function mustStand(host: Host, { view, plan }: Target): void {
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

function consent(
  host: Host,
  { view }: Target,
  { agreed, salt, stamp }: Pick<Arming, 'agreed' | 'salt' | 'stamp'>,
): void {
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

/**
 * Back to the safe profile each link came from, or to no link at all; never towards live. Answers
 * what failed of it. Without a journal, or its line, the intent stays open and the next change looks again.
 */
export function undo(
  host: Host,
  { view: { world }, plan }: Target,
  { stamp, journal }: Pick<Arming, 'stamp'> & { readonly journal: Journal | undefined },
  cause: ErrorFacts,
): string | undefined {
  const { found, attempt } = noTroubles();
  const links = plan.moves.map(
    (move) => attempt('not-taken-back', () => moveBack(host, world, move)) ?? move,
  );
  attempt('not-taken-back', () => withdrawConsent(host, world.root.path));
  const failed = found[0];
  const body = { profile: plan.profile, tier: plan.tier, links, rule: cause.rule };
  if (failed === undefined && journal !== undefined) {
    attempt('journal-failed', () =>
      journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })),
    );
  }
  return failed?.message;
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

/** The error that says that it was taken back, outcome `undone`, or `unknown` where even that failed. */
export function takenBack(
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
