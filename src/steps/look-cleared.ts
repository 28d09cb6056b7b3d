import type { View } from '../domain/checks/check.ts';
import { judge, liveChecks } from '../domain/checks/index.ts';
import { type Binding, whatChanged } from '../domain/consent.ts';
import type { Finding } from '../domain/finding.ts';
import { whyNotLive } from '../domain/refusals.ts';
import { planSwitch, type SwitchPlan } from '../domain/switch-plan.ts';
import type { Root, World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Announcer, Host, Lock } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { bindingNow } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { viewOrFail } from './look.ts';
import { observeAll } from './observe.ts';
import { recover } from './recover.ts';
import type { SwitchRequest } from './switch-request.ts';

/** What was seen of a live profile that no finding speaks against. */
export interface Cleared {
  readonly view: View;
  readonly plan: SwitchPlan;
  readonly findings: readonly Finding[];
}

/** A profile of the live tier that nothing speaks against; `ours` is a change whose open intent is our own doing. */
export async function lookCleared(
  host: Host,
  root: Root,
  name: string,
  ours?: string,
): Promise<Cleared> {
  const world = withoutOpen(await observeAll(host, root), ours);
  const view = viewOrFail(world, name);
  const findings = judge(liveChecks, view);
  const why = whyNotLive(findings);
  if (why !== undefined) throw new PineError(why);
  return { view, findings, plan: planSwitch(world, view.profile) };
}

function withoutOpen(world: World, ours: string | undefined): World {
  const { open, ...journal } = world.journal;
  return open !== undefined && open.change === ours ? { ...world, journal } : world;
}

/** What a person agreed to, and the doors that were opened for it. */
export interface Agreed {
  readonly seen: Cleared;
  readonly agreed: Binding;
  readonly salt: string;
  readonly lock: Lock;
  readonly announcer: Announcer;
}

interface Under {
  readonly stamp: Stamp;
  readonly journal: Journal;
  /** Given when the change was begun already, and its open intent is ours. */
  readonly change?: string | undefined;
}

/** Under the lock: the same World, the same plan, the same digests, or `changed-since-consent`. */
export async function lookAgain(
  host: Host,
  root: Root,
  { profile }: SwitchRequest,
  { seen, agreed, salt }: Agreed,
  { stamp, journal, change }: Under,
): Promise<Cleared> {
  const settled = change === undefined && (await recover(host, root, journal, stamp));
  const now = await lookCleared(host, root, profile, change);
  const changed =
    (settled && 'an interrupted change') ||
    (whatChanged(agreed, bindingNow(host, now.view.world, now.view.profile, salt)) ??
      movedMeanwhile(seen.plan, now.plan));
  if (changed === undefined) return now;
  const body = { kind: 'refused', profile, rule: 'changed-since-consent' } as const;
  journal.append(entryOf(host, stamp, body));
  return changedSinceConsent(changed);
}

function movedMeanwhile(before: SwitchPlan, now: SwitchPlan): string | undefined {
  return JSON.stringify(before.moves) === JSON.stringify(now.moves) ? undefined : 'the link';
}

function changedSinceConsent(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed after the line was typed; nothing was changed`,
    remedy: 'look at what stands now: pine-env status',
  });
}
