import { exit } from '../domain/exit-code.ts';
import { type SwitchReport, type SwitchResult, switchReport } from '../domain/switch-report.ts';
import type { RestartPlan } from '../domain/units/restart-plan.ts';
import type { Root } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { arm, mustStillStand } from './arm.ts';
import { askConsent } from './ask-consent.ts';
import { refuseOwnRoot, refuseShadow, stampFor, takeLock } from './change.ts';
import { bindingNow, freshSalt, hasConsent } from './keep-consent.ts';
import { openJournal } from './keep-journal.ts';
import { questionFor } from './live-question.ts';
import { type Agreed, lookAgain, lookCleared } from './look-cleared.ts';
import { journallingRefusals } from './note-refusal.ts';
import type { Recovered } from './recover.ts';
import { settleFirst } from './settle-first.ts';
import type { SwitchRequest } from './switch-request.ts';
import { allRunWhatIsLinked, unitsBeforeLive } from './units-before-live.ts';

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
  refuseOwnRoot(root);
  const recovered = request.dryRun ? undefined : await settleFirst(host, root, request, 0);
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
  const isThere = plan.moves.length === 0 && hasConsent(host, view.world, view.profile);
  if (isThere && !request.restart && !request.dryRun) return report({ already: true });
  const units = await unitsBeforeLive(host, view, request.restart);
  if (request.dryRun) return report({ dryRun: true });
  if (isThere && units !== undefined && (await allRunWhatIsLinked(host, view, units))) {
    return report({ already: true });
  }
  const salt = freshSalt(host);
  const agreed = bindingNow(host, view.world, view.profile, salt);
  const doors = { lock: await host.lock(), announcer: await host.announcer() };
  await journallingRefusals(host, root, request, doors.lock, () =>
    askConsent(host, questionFor(seen)),
  );
  const all = { seen, agreed, salt, ...doors };
  // A minute at a prompt is time enough for a unit to be started.
  const now = await unitsBeforeLive(host, view, request.restart);
  return report(
    now === undefined
      ? { ...(await underTheLock(host, root, request, all)), workers: [] }
      : await withUnits(host, root, request, all, now),
  );
}

/** The units take their time, so the lock is taken and let go stage by stage. */
async function withUnits(
  host: Host,
  root: Root,
  request: SwitchRequest,
  all: Agreed,
  units: RestartPlan,
): Promise<Partial<SwitchResult>> {
  const { armAndStart } = await import('./arm-and-start.ts');
  const stamp = stampFor(host, request.verb);
  const started = await armAndStart(host, {
    root,
    stamp,
    reason: request.reason,
    manager: await host.unitControl(),
    units,
    lock: all.lock,
    agreed: all.agreed,
    salt: all.salt,
    lookAgain: (journal, change) => lookAgain(host, root, request, all, { stamp, journal, change }),
  });
  all.announcer.announce(`head ${started.head} after ${request.verb} ${request.profile}`);
  return started;
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
    const all = { seen, agreed, salt, lock, announcer };
    const now = await lookAgain(host, root, request, all, { stamp, journal });
    const head = arm(host, now, { stamp, journal, salt, agreed, reason: request.reason });
    announcer.announce(`head ${head} after ${request.verb} ${now.plan.profile}`);
    held.release();
    mustStillStand(host, now);
    return { head };
  } finally {
    held.release();
  }
}
