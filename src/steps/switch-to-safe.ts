import type { View } from '../domain/checks/check.ts';
import { judge, profileChecks } from '../domain/checks/index.ts';
import { fileDigests } from '../domain/consent-holds.ts';
import { exit } from '../domain/exit-code.ts';
import { openIntent } from '../domain/journal-changes.ts';
import { layout, within } from '../domain/layout.ts';
import { whyNotSafe } from '../domain/refusals.ts';
import { planSwitch, type SwitchPlan } from '../domain/switch-plan.ts';
import { type SwitchReport, type SwitchResult, switchReport } from '../domain/switch-report.ts';
import type { Root } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, refuseOwnRoot, refuseShadow, type Stamp, stampFor, takeLock } from './change.ts';
import { judgeAfterwards, type Restarted, resultOf } from './judge-afterwards.ts';
import { withdrawConsent } from './keep-consent.ts';
import { type Journal, mustBeSound, openJournal, readJournal } from './keep-journal.ts';
import { viewOrFail } from './look.ts';
import { moveAll, verifyAll } from './move-to-safe.ts';
import { observeOne } from './observe.ts';
import { leftovers, type Recovered, recover } from './recover.ts';
import type { SwitchRequest } from './switch-request.ts';
import { noTroubles, type Troubles, unsure } from './troubles.ts';

/** How long a change to safe waits for another change to end before it overtakes it, in seconds. */
const patience = 1;

/** What was seen, and found fit to be linked. */
interface Fit {
  readonly view: View;
  readonly plan: SwitchPlan;
}

/**
 * Links a profile of a safe tier: the panic button (promise 5). It needs no terminal, network,
 * registry, readable live file or other profile, and throws only where linking would be a lie or
 * the link itself cannot be moved. A failing lock, journal or recovery is a finding and exit 8.
 */
export async function switchToSafe(
  host: Host,
  root: Root,
  request: SwitchRequest,
): Promise<SwitchReport> {
  refuseShadow(root);
  refuseOwnRoot(root);
  const seen = await lookFit(host, root, request.profile);
  const report = (fit: Fit, result: SwitchResult) =>
    switchReport(request.verb, root, fit.plan, result);
  const findings = () => judge(profileChecks, seen.view);
  const quiet = { outcome: 'done', exit: exit.done } as const;
  if (request.dryRun) return report(seen, { ...quiet, dryRun: true, findings: findings() });
  const isThere = nothingToDo(host, root, seen);
  const done = isThere
    ? { fit: seen, troubles: noTroubles() }
    : await underTheLock(host, root, request);
  // Only when all else is done and the lock is let go: units take their time.
  const restart = request.restart ? await restartUnits(host, root, request, done) : undefined;
  const judged = await judgeAfterwards(host, root, done.fit.view);
  const result = resultOf({ judged, ...done, ...(restart && { restart }) });
  return report(done.fit, { ...result, already: isThere });
}

async function restartUnits(
  host: Host,
  root: Root,
  request: SwitchRequest,
  { fit, troubles }: Pick<Done, 'fit' | 'troubles'>,
): Promise<Restarted> {
  const { restartToSafe } = await import('./restart-to-safe.ts');
  return restartToSafe(host, root, fit.view, request, troubles);
}

async function lookFit(host: Host, root: Root, name: string): Promise<Fit> {
  const world = await observeOne(host, root, name);
  const view = viewOrFail(world, name);
  const why = whyNotSafe(view);
  if (why !== undefined) throw new PineError(why);
  return { view, plan: planSwitch(world, view.profile) };
}

/** Already there, nothing half done or left over, no consent lying about, and all of it was seen. */
function nothingToDo({ disk }: Host, { path }: Root, { plan }: Fit): boolean {
  if (plan.moves.length > 0) return false;
  const { found, attempt } = noTroubles();
  const unsettled = [
    ...[attempt('', () => openIntent(readJournal(disk, path).entries))],
    ...(attempt('', () => leftovers(disk, path)) ?? []),
    ...[attempt('', () => disk.look(within(path, layout.consent)))],
  ];
  return found.length === 0 && unsettled.every((one) => one === undefined);
}

interface Done {
  readonly fit: Fit;
  readonly troubles: Troubles;
  readonly recovered?: Recovered;
  readonly head?: string;
}

async function underTheLock(host: Host, root: Root, request: SwitchRequest): Promise<Done> {
  const troubles = noTroubles();
  const [lock, announcer] = [await host.lock(), await host.announcer()];
  const stamp = stampFor(host, request.verb);
  const held = troubles.attempt('lock-failed', () =>
    takeLock(host, lock, root, `${request.verb} ${request.profile}`, patience),
  );
  try {
    const journal = held && troubles.attempt('journal-failed', () => openJournal(host, root.path));
    if (journal !== undefined) troubles.attempt('journal-damaged', () => mustBeSound(journal));
    const recovered =
      journal &&
      (await troubles.attemptLater('recovery-failed', () => recover(host, root, journal, stamp)));
    const fit = await lookFit(host, root, request.profile);
    const done = await apply(host, root, fit, {
      stamp,
      request,
      troubles,
      ...(journal && { journal }),
    });
    // What only had to be settled was changed as well: told, announced, and noted when nobody hears it.
    const head = done ?? (recovered && journal?.tail().head?.hash);
    held?.release();
    if (head !== undefined)
      announcer.announce(`head ${head} after ${request.verb} ${request.profile}`);
    return {
      fit,
      troubles,
      ...(recovered === undefined ? {} : { recovered }),
      ...(head === undefined ? {} : { head }),
    };
  } finally {
    held?.release();
  }
}

interface Apply {
  readonly stamp: Stamp;
  readonly request: SwitchRequest;
  readonly troubles: Troubles;
  readonly journal?: Journal;
}

/** Intent, relink, consent withdrawn, verified, done; answers the journal's new head. */
async function apply(
  host: Host,
  root: Root,
  fit: Fit,
  { stamp, request, troubles, journal }: Apply,
): Promise<string | undefined> {
  const { plan, view } = fit;
  const { world, profile } = view;
  const body = {
    profile: plan.profile,
    tier: plan.tier,
    links: plan.moves,
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(journal === undefined ? {} : { files: fileDigests(world, profile, journal.salt) }),
  };
  const write = (kind: 'intent' | 'done' | 'undone') =>
    journal &&
    troubles.attempt('journal-failed', () =>
      journal.append(entryOf(host, stamp, { ...body, kind })),
    );
  if (plan.moves.length > 0) write('intent');
  moveAll(host, world, plan.moves, troubles, () => write('undone'));
  troubles.attempt('consent-not-withdrawn', () => withdrawConsent(host, world.root.path));
  // A change to live that was overtaken finds its consent gone; one that came after is seen here.
  await verified(host, root, fit, troubles);
  return plan.moves.length > 0 ? write('done')?.hash : undefined;
}

/** A file touched while it was linked is judged again as it is now; three times, then that is said. */
async function verified(
  host: Host,
  root: Root,
  { view, plan }: Fit,
  troubles: Troubles,
  rounds = 3,
): Promise<void> {
  try {
    verifyAll(host, view.world, plan.moves, troubles);
  } catch (error) {
    const changed = error instanceof PineError && error.facts.rule === 'changed-while-linking';
    if (!changed || rounds === 1) throw error;
    const again = await lookFit(host, root, view.profile.name).catch((no) => {
      throw unsure(no);
    });
    await verified(host, root, { view: again.view, plan }, troubles, rounds - 1);
  }
}
