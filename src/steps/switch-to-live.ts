import type { View } from '../domain/checks/check.ts';
import { judge, liveChecks } from '../domain/checks/index.ts';
import { type Binding, whatChanged } from '../domain/consent.ts';
import { exit } from '../domain/exit-code.ts';
import type { Finding } from '../domain/finding.ts';
import { openIntent } from '../domain/journal-changes.ts';
import { whyNotLive } from '../domain/refusals.ts';
import { planSwitch, type SwitchPlan } from '../domain/switch-plan.ts';
import { type SwitchReport, type SwitchResult, switchReport } from '../domain/switch-report.ts';
import type { Root } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Announcer, Host, Lock } from '../ports.ts';
import { arm, mustStillStand } from './arm.ts';
import { askConsent } from './ask-consent.ts';
import { entryOf, refuseShadow, stampFor, takeLock } from './change.ts';
import { bindingNow, freshSalt, hasConsent } from './keep-consent.ts';
import { openJournal, readJournal } from './keep-journal.ts';
import { questionFor } from './live-question.ts';
import { viewOrFail } from './look.ts';
import { journallingRefusals } from './note-refusal.ts';
import { observeAll } from './observe.ts';
import { leftovers, type Recovered, recover } from './recover.ts';
import type { SwitchRequest } from './switch-to-safe.ts';

/** What was seen of a live profile that no finding speaks against. */
export interface Cleared {
  readonly view: View;
  readonly plan: SwitchPlan;
  readonly findings: readonly Finding[];
}

/**
 * Links a profile of the live tier: every error finding refuses, then a human must mean it
 * (promise 4). Holds no lock while it asks; refuses when anything differs afterwards; what cannot
 * be verified or journalled is taken back. Throws `refused` (3), `busy` (7), `provider` (6).
 */
export async function switchToLive(
  host: Host,
  root: Root,
  request: SwitchRequest,
): Promise<SwitchReport> {
  refuseShadow(root);
  const recovered = request.dryRun ? undefined : await settleFirst(host, root, request);
  try {
    return await goLive(host, root, request, recovered);
  } catch (error) {
    const known = error instanceof PineError && recovered !== undefined;
    throw known ? afterRecovery(error, recovered) : error;
  }
}

/** A refusal that follows a recovery must not say that nothing was changed, and leave it at that. */
function afterRecovery({ facts }: PineError, { of, how }: Recovered): PineError {
  const what = how === 'nothing-happened' ? 'closed' : how;
  const first = `an earlier change to ${of.profile ?? of.verb} had been cut short and was ${what}`;
  return new PineError({ ...facts, message: `${first}; then: ${facts.message}` });
}

async function goLive(
  host: Host,
  root: Root,
  request: SwitchRequest,
  recovered: Recovered | undefined,
): Promise<SwitchReport> {
  const seen = await lookCleared(host, root, request.profile);
  const { view, plan, findings } = seen;
  const report = (result: Partial<SwitchResult>) =>
    switchReport(request.verb, root, plan, {
      outcome: 'done',
      exit: exit.done,
      findings,
      ...(recovered === undefined
        ? {}
        : { recovered: { profile: recovered.of.profile ?? '', how: recovered.how } }),
      ...result,
    });
  if (request.dryRun) return report({ dryRun: true });
  if (plan.moves.length === 0 && hasConsent(host, view.world, view.profile)) {
    return report({ already: true });
  }
  const salt = freshSalt(host);
  const agreed = bindingNow(host, view.world, view.profile, salt);
  const doors = { lock: await host.lock(), announcer: await host.announcer() };
  await journallingRefusals(host, root, request, doors.lock, () =>
    askConsent(host, questionFor(seen)),
  );
  return report(await underTheLock(host, root, request, { seen, agreed, salt, ...doors }));
}

/** A change cut short is settled before anything is asked, so that the question is about the truth. */
async function settleFirst(
  host: Host,
  root: Root,
  request: SwitchRequest,
): Promise<Recovered | undefined> {
  const open = openIntent(readJournal(host.disk, root.path).entries);
  if (open === undefined && leftovers(host.disk, root.path).length === 0) return undefined;
  const held = takeLock(host, await host.lock(), root, `${request.verb} ${request.profile}`, 0);
  try {
    const journal = openJournal(host, root.path);
    return await recover(host, root, journal, stampFor(host, request.verb));
  } finally {
    held.release();
  }
}

async function lookCleared(host: Host, root: Root, name: string): Promise<Cleared> {
  const world = await observeAll(host, root);
  const view = viewOrFail(world, name);
  const findings = judge(liveChecks, view);
  const why = whyNotLive(findings);
  if (why !== undefined) throw new PineError(why);
  return { view, findings, plan: planSwitch(world, view.profile) };
}

interface Agreed {
  readonly seen: Cleared;
  readonly agreed: Binding;
  readonly salt: string;
  readonly lock: Lock;
  readonly announcer: Announcer;
}

async function underTheLock(
  host: Host,
  root: Root,
  request: SwitchRequest,
  { seen, agreed, salt, lock, announcer }: Agreed,
): Promise<Partial<SwitchResult>> {
  const stamp = stampFor(host, request.verb);
  const held = takeLock(host, lock, root, `${request.verb} ${request.profile}`, 0);
  try {
    const journal = openJournal(host, root.path);
    const settled = await recover(host, root, journal, stamp);
    const now = await lookCleared(host, root, request.profile);
    const changed =
      (settled && 'an interrupted change') ??
      whatChanged(agreed, bindingNow(host, now.view.world, now.view.profile, salt)) ??
      movedMeanwhile(seen.plan, now.plan);
    if (changed !== undefined) {
      journal.append(
        entryOf(host, stamp, {
          kind: 'refused',
          profile: request.profile,
          rule: 'changed-since-consent',
        }),
      );
      changedSinceConsent(changed);
    }
    const head = arm(host, now, { stamp, journal, salt, agreed, reason: request.reason });
    announcer.announce(`head ${head} after ${request.verb} ${now.plan.profile}`);
    held.release();
    mustStillStand(host, now);
    return { head };
  } finally {
    held.release();
  }
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
