import { actorName } from '../domain/actor.ts';
import type { EntryBody } from '../domain/journal-entry.ts';
import { layout, within } from '../domain/layout.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Held, Host, Lock } from '../ports.ts';
import { freshName } from './state-birth.ts';

/** What every entry of one change carries. */
export type Stamp = Required<Pick<EntryBody, 'change' | 'verb' | 'actor' | 'host'>>;

/** A fresh stamp: who acts, where, and the name of this change. */
export function stampFor(host: Host, verb: string): Stamp {
  return {
    change: freshName(host),
    verb,
    actor: host.machine.actor(),
    host: host.machine.host,
  };
}

/** An entry of this change, now. */
export function entryOf(
  host: Host,
  stamp: Stamp,
  body: Omit<EntryBody, keyof Stamp | 'at'>,
): EntryBody {
  return { ...stamp, ...body, at: new Date(host.clock.now()).toISOString() };
}

/** Takes the lock of a root; death frees it. Makes the state directory when it is not there yet. */
export function takeLock(host: Host, lock: Lock, root: Root, verb: string, wait: number): Held {
  const state = within(root.path, layout.state);
  if (host.disk.look(state) === undefined) makeState(host, root, state);
  const actor = host.machine.actor();
  const { kernel } = actor;
  const who = actorName(actor);
  const since = new Date(host.clock.now()).toISOString();
  return lock.take(
    within(root.path, layout.lock),
    `${verb} by ${who}, pid ${kernel.pid}, since ${since}`,
    wait,
  );
}

/** The state directory gets the group of the env directory: the service account reads it there. */
function makeState(host: Host, root: Root, state: string): void {
  const env = host.disk.look(within(root.path, layout.env));
  const gid = env?.gid ?? host.accounts.gid;
  host.disk.makeDirectory(state, { mode: 0o750, uid: host.accounts.uid, gid });
  host.disk.syncDirectory(within(root.path, layout.deployment));
}

/** Changes refuse a root that was found by chance while a server's root exists. */
export function refuseShadow(root: Root): void {
  if (root.shadows === undefined) return;
  fail({
    kind: 'refused',
    rule: 'root-shadows',
    message: `the root ${root.path}, found through the working directory, hides ${root.shadows}`,
    remedy: 'say which one you mean with --root DIR',
    where: root.path,
  });
}

/**
 * What is about a host must not answer for a root of one person's that was found because the host's was not
 * there: "paper is linked" would be true of the wrong links.
 */
export function refuseOwnRoot(root: Root): void {
  if (root.source !== 'user directory') return;
  fail({
    kind: 'refused',
    rule: 'root-is-your-own',
    message: `there is no root of this host; ${root.path} is your own, and no worker reads its links`,
    remedy: 'say which one you mean with --root DIR',
    where: root.path,
  });
}
