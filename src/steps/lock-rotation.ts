import { openIntent } from '../domain/journal-changes.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import type { Advancing } from './advancing.ts';
import { stampFor, takeLock } from './change.ts';
import { openJournal, readJournal } from './keep-journal.ts';
import { rotationNamed } from './keep-rotation.ts';
import type { WhichRotation } from './look-at-rotation.ts';
import type { Prepared, Prove } from './prepare-rotation.ts';
import { leftovers, recover } from './recover.ts';
import { noTroubles, unsure } from './troubles.ts';

/** What a person asked for. */
export interface RotateRequest {
  readonly key: string;
  readonly profile: string;
  readonly command?: readonly string[];
  readonly reason?: string;
  readonly dryRun: boolean;
  readonly abort: boolean;
  /** The operator says that the old one is revoked. */
  readonly revoked: boolean;
  readonly restart: boolean;
  /** Absent: nobody asks the provider from here. */
  readonly prove?: Prove;
}

const verb = 'rotate';
/** How long a step waits for whoever holds the lock, in seconds. */
const patience = 5;

/** What was done under the lock, and the journal's head afterwards. */
export interface Done<T> {
  readonly answer: T;
  readonly head: string;
  /** True when something was written, so that no later failure may say that nothing was done. */
  readonly wrote: boolean;
}

/** Takes the lock, settles what was cut short meanwhile, and works; an error in between leaves nobody sure. */
export async function locked<T>(
  host: Host,
  root: Root,
  { key, profile, reason, revoked }: RotateRequest,
  which: WhichRotation,
  prepared: Prepared | undefined,
  work: (advancing: Advancing) => Promise<T>,
): Promise<Done<T>> {
  const [lock, announcer, yaml] = [
    await host.lock(),
    await host.announcer(),
    await host.configText(),
  ];
  const stamp = stampFor(host, verb);
  const held = takeLock(host, lock, root, `${verb} ${key} ${profile}`, patience);
  try {
    const journal = openJournal(host, root.path);
    await recover(host, root, journal, stamp);
    const given = { ...(prepared && { prepared }), ...(reason !== undefined && { reason }) };
    const before = journal.tail().head?.hash ?? '';
    const record = recordNow(host, root, which);
    const answer = await work({ host, root, which, stamp, journal, yaml, revoked, ...given }).catch(
      (error: unknown) => {
        const untouched = (journal.tail().head?.hash ?? '') === before;
        throw untouched && recordNow(host, root, which) === record ? error : unsure(error);
      },
    );
    const head = journal.tail().head?.hash ?? '';
    if (head !== before) announcer.announce(`head ${head} after ${verb} ${key} ${profile}`);
    return { answer, head, wrote: head !== before };
  } finally {
    held.release();
  }
}

/** The record is written before the journal's first line, so it counts as well; never alike when it cannot be read. */
function recordNow({ disk }: Host, root: Root, { key, profile }: WhichRotation): unknown {
  const read = () => JSON.stringify(rotationNamed(disk, root.path, key, profile)) ?? 'none';
  return noTroubles().attempt('', read) ?? Symbol();
}

/** A change cut short is settled before anything is asked, so that the question is about the truth. */
export async function settleFirst(
  host: Host,
  root: Root,
  { key, profile }: RotateRequest,
): Promise<void> {
  const open = openIntent(readJournal(host.disk, root.path).entries);
  if (open === undefined && leftovers(host.disk, root.path).length === 0) return;
  const held = takeLock(host, await host.lock(), root, `${verb} ${key} ${profile}`, patience);
  try {
    await recover(host, root, openJournal(host, root.path), stampFor(host, verb));
  } finally {
    held.release();
  }
}
