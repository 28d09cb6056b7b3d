import type { Binding } from '../domain/consent.ts';
import { openIntent } from '../domain/journal-changes.ts';
import type { EntryBody } from '../domain/journal-entry.ts';
import type { RestartPlan } from '../domain/units/restart-plan.ts';
import type { UnitOutcome } from '../domain/units/unit-outcome.ts';
import { type Root, wayToSafety } from '../domain/world.ts';
import { asPineError, fail, PineError } from '../errors.ts';
import type { Host, Lock, UnitControl } from '../ports.ts';
import { bodyOf, mustStand, relinkAgreed, type Target, takenBack, undo } from './arm.ts';
import { bringUp, patienceWithUnits } from './bring-up-units.ts';
import { entryOf, type Stamp, takeLock } from './change.ts';
import { settleJobs } from './find-units.ts';
import { type Journal, openJournal } from './keep-journal.ts';
import { observeProfiles } from './observe.ts';
import { overtaken } from './relink.ts';
import { startWhatRan, stopWhatIsNotSafe } from './stop-and-start.ts';

/** A change to live together with its units. */
export interface LiveStart {
  readonly root: Root;
  readonly stamp: Stamp;
  readonly lock: Lock;
  readonly agreed: Binding;
  readonly salt: string;
  readonly reason: string | undefined;
  readonly manager: UnitControl;
  readonly units: RestartPlan;
  /**
   * Judges once more, under the lock: throws when anything is not as it was agreed to. Our own open
   * intent is no reason to refuse.
   */
  readonly lookAgain: (journal: Journal, change?: string) => Promise<Target>;
}

/** What a verified change to live answers. */
export interface Started {
  readonly head: string;
  readonly units: readonly UnitOutcome[];
}

/** An entry of the journal has room for so many. */
const mostUnits = 100;

/** How long a stage waits for whoever holds the lock, in seconds. */
const patience = 5;

/**
 * Intent; stop; relink; start; every unit proved; done. The lock is held for the moments in which
 * something is written, never while units stop, start or settle, and each stage first makes sure that
 * the change is still ours: whoever goes to safe meanwhile wins. Whatever fails after the intent is
 * taken back: units stopped, links back to safe or away, and what ran before started again on safe.
 */
export async function armAndStart(host: Host, start: LiveStart): Promise<Started> {
  const target = await locked(host, start, async (journal) => {
    const now = await start.lookAgain(journal);
    journal.append(intentOf(host, start, now, journal));
    return now;
  });
  try {
    return await stages(host, start, target);
  } catch (error) {
    return await takeBack(host, start, target, asPineError(error));
  }
}

async function stages(host: Host, start: LiveStart, target: Target): Promise<Started> {
  const { manager, units, stamp } = start;
  const names = units.wanted.map(({ unit }) => unit);
  const progress = await host.progress();
  progress.say(`stopping ${names.join(', ')}`);
  await settleJobs(manager, names);
  await manager.stop(names, patienceWithUnits);
  const linked = await locked(host, start, async (journal) => {
    mustBeOurs(journal, start, target);
    const now = await start.lookAgain(journal, stamp.change);
    relinkAgreed(host, now, start);
    return now;
  });
  const outcomes = await bringUp(host, {
    manager,
    progress,
    before: units.wanted,
    settle: target.view.profile.worker?.settle,
    look: () => observeProfiles(host, start.root),
    how: 'start',
  });
  const down = outcomes.find(({ up }) => !up);
  if (down !== undefined) notUp(down);
  const head = await locked(host, start, async (journal) => {
    mustBeOurs(journal, start, target);
    mustStand(host, linked);
    return journal.append({ ...intentOf(host, start, linked, journal), kind: 'done' }).hash;
  });
  return { head, units: outcomes };
}

function intentOf(host: Host, start: LiveStart, target: Target, { salt }: Journal): EntryBody {
  const { stamp, reason, units } = start;
  const ran = units.ranBefore.slice(0, mostUnits);
  return entryOf(host, stamp, { ...bodyOf(target, salt, reason), kind: 'intent', units: ran });
}

/** Somebody else's change that came meanwhile has settled ours: then the host is theirs. */
function mustBeOurs(journal: Journal, { stamp }: LiveStart, { plan, view }: Target): void {
  if (openIntent(journal.tail().entries)?.change === stamp.change) return;
  overtaken(plan.moves[0]?.link ?? view.profile.links[0]?.link ?? '');
}

async function locked<T>(
  host: Host,
  { root, lock, stamp, agreed }: LiveStart,
  work: (journal: Journal) => Promise<T>,
): Promise<T> {
  const held = takeLock(host, lock, root, `${stamp.verb} ${agreed.profile}`, patience);
  try {
    return await work(openJournal(host, root.path));
  } finally {
    held.release();
  }
}

/** Stopped first: nothing may run live while, or after, the link goes back. */
async function takeBack(
  host: Host,
  start: LiveStart,
  judged: Target,
  cause: PineError,
): Promise<never> {
  const { manager, units, stamp } = start;
  const target = withEveryLink(judged);
  const stopFailure = await stopWhatIsNotSafe(host, start.root, manager, units);
  let failure: string | undefined;
  try {
    failure = await locked(host, start, async (journal) => {
      const isOurs = openIntent(journal.tail().entries)?.change === stamp.change;
      return undo(host, target, { stamp, journal: isOurs ? journal : undefined }, cause.facts);
    });
  } catch {
    // Safety does not wait for a lock, and without our line in the journal the next change looks again.
    failure = undo(host, target, { stamp, journal: undefined }, cause.facts);
  }
  await startWhatRan(host, start.root, manager, units);
  (await host.progress()).end();
  const whole = stopFailure ?? failure;
  const { rule } = cause.facts;
  const error = takenBack(
    target.plan,
    cause.facts,
    `${wayToSafety(target.view.world)} --restart`,
    whole,
  );
  if (rule !== 'overtaken' || whole !== undefined) throw error;
  throw new PineError({ ...cause.facts, outcome: 'undone' });
}

/** Also a link that stood for live before: what could not be verified is not left linked. */
function withEveryLink({ view, plan }: Target): Target {
  const moved = new Set(plan.moves.map(({ link }) => link));
  const stood = view.profile.links.filter(({ link }) => !moved.has(link));
  const back = stood.map(({ link, file }) => ({ link, from: file, to: file }));
  return { view, plan: { ...plan, moves: [...plan.moves, ...back] } };
}

function notUp({ unit, why }: UnitOutcome): never {
  return fail({
    kind: 'provider',
    rule: 'unit-not-up',
    message: `${unit} could not be brought up: ${why ?? ''}`,
    remedy: `see why: systemctl status ${unit}`,
    where: unit,
  });
}
