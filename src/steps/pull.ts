import { judge, liveChecks, viewOf } from '../domain/checks/index.ts';
import { fileDigests } from '../domain/consent-holds.ts';
import { type PullPlan, planPull, withPulled } from '../domain/pull/pull-plan.ts';
import { pullQuestion } from '../domain/pull/pull-question.ts';
import { refuseCopyOf } from '../domain/pull/pull-refusals.ts';
import {
  copiesBehind,
  differs,
  enrolmentDue,
  type PullReport,
  pullReport,
  workersStale,
} from '../domain/pull/pull-report.ts';
import { whyNotLive } from '../domain/refusals.ts';
import { notEnrolled } from '../domain/sources/may-come.ts';
import type { Root } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { askConsent } from './ask-consent.ts';
import { refuseShadow } from './change.ts';
import { bindingNow, freshSalt } from './keep-consent.ts';
import { lookAtPull, type Pulling } from './look-at-pull.ts';
import { journallingRefusals } from './note-refusal.ts';
import { observeAll } from './observe.ts';
import { settleFirst } from './settle-first.ts';
import { valuesFromSource } from './values-from-source.ts';
import { type Agreed, patience, writePull } from './write-pull.ts';

/** What a person asked for. */
export interface PullRequest {
  readonly profile: string;
  readonly mode: PullReport['mode'];
  readonly reason?: string;
}

/**
 * Writes a profile's env file from its source; `check` and `dry-run` only say what is different. The
 * store is asked, and so is a person, before any lock is taken; what was judged is what is written.
 */
export async function pull(host: Host, root: Root, request: PullRequest): Promise<PullReport> {
  const { profile, mode } = request;
  refuseShadow(root);
  if (mode === 'pull') await settleFirst(host, root, { verb: 'pull' }, patience);
  const seen = await lookAtPull(host, root, profile);
  const values = await valuesFromSource(host, seen.view, { enrolling: true });
  const plan = planPull(seen.view, values);
  const source = seen.view.profile.source?.kind ?? '';
  const due = enrolmentDue(profile, notEnrolled(seen.view, values));
  const behind = copiesBehind(profile, plan.file, seen.strange);
  if (mode === 'check') {
    const findings = [...differs(profile, plan), ...behind, ...due];
    return pullReport(root, plan, { profile, source, mode, findings });
  }
  if (mode === 'dry-run' || !plan.changes) {
    return pullReport(root, plan, { profile, source, mode, findings: [...behind, ...due] });
  }
  const head = await writePull(host, root, await agree(host, root, request, seen, plan));
  const stale = seen.linked ? [workersStale(profile)] : [];
  const renewed = seen.copies.map(({ link }) => link);
  const findings = [...stale, ...behind, ...due];
  return pullReport(root, plan, { profile, source, mode, head, findings, renewed });
}

/** What the lock's holder may write: nothing but what was judged here, and agreed to where it is live. */
async function agree(
  host: Host,
  root: Root,
  { profile: name, reason }: PullRequest,
  seen: Pulling,
  plan: PullPlan,
): Promise<Agreed> {
  const { view, linked } = seen;
  const copies = seen.copies.map(({ link }) => link);
  const { profile, world } = view;
  const isLive = profile.tier === 'live';
  const after = withPulled(world, view, plan);
  // Consent is renewed for the whole file, so the whole file must bear what `use live` demands of it.
  if (isLive && linked) mustBearLive(await observeAll(host, root), seen, plan);
  if (copies.length > 0) refuseCopyOf(viewOf(after, name) ?? view);
  const salt = freshSalt(host);
  const binding = bindingNow(host, world, profile, salt);
  const files = fileDigests(after, profile, salt);
  if (isLive) {
    const lock = await host.lock();
    const question = pullQuestion(view, plan, { linked, copies });
    const refused = { verb: 'pull', profile: name };
    await journallingRefusals(host, root, refused, lock, () => askConsent(host, question));
  }
  const given = reason === undefined ? {} : { reason };
  const renews = isLive && linked;
  return { profile: name, plan, salt, binding, files, linked, copies, renews, ...given };
}

function mustBearLive(
  world: Awaited<ReturnType<typeof observeAll>>,
  { view }: Pulling,
  plan: PullPlan,
): void {
  const now = viewOf(withPulled(world, view, plan), view.profile.name) ?? view;
  const refusal = whyNotLive(judge(liveChecks, now));
  if (refusal === undefined) return;
  throw new PineError({ ...refusal, message: `${refusal.message}; nothing was changed` });
}
