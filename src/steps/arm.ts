import type { View } from '../domain/checks/check.ts';
import type { Binding } from '../domain/consent.ts';
import type { EntryBody, LinkMove } from '../domain/journal-entry.ts';
import { type SwitchPlan, wayBack } from '../domain/switch-plan.ts';
import { type World, wayToSafety } from '../domain/world.ts';
import { type ErrorFacts, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { fileDigests, recordConsent, withdrawConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { makeMove, standsAt, verifyMove } from './relink.ts';
import { noTroubles } from './troubles.ts';

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
      makeMove(host, target.view.world, move);
      verifyMove(host, target.view.world, move);
    }
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    return takeBack(host, target, arming, body, error.facts);
  }
}

function consent(host: Host, { view }: Target, { agreed, salt, stamp }: Arming): void {
  const { kernel, claimed } = stamp.actor;
  recordConsent(host, view.world.root.path, {
    v: 1,
    profile: agreed.profile,
    host: agreed.host,
    salt,
    files: agreed.files,
    at: new Date(host.clock.now()).toISOString(),
    by: claimed.sudoUser ?? kernel.user ?? `uid ${kernel.uid}`,
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
  const links = plan.moves.map((move) => ({ ...move, from: wayBack(world, move) }));
  const { found, attempt } = noTroubles();
  for (const move of plan.moves) attempt('not-taken-back', () => moveBack(host, world, move));
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

function moveBack(host: Host, world: World, move: LinkMove): void {
  const { link, to } = move;
  if (!standsAt(host, world, link, to)) return;
  makeMove(host, world, { link, from: to, to: wayBack(world, move) });
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
