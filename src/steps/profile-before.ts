import { lastAdoption } from '../domain/adopt/last-adoption.ts';
import { type LinkStates, lastChange, stateAfter, stateBefore } from '../domain/journal-changes.ts';
import type { Entry } from '../domain/journal-entry.ts';
import type { Profile } from '../domain/profile.ts';
import { goodProfiles, type Root, type World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { readJournal } from './keep-journal.ts';
import { observeProfiles } from './observe.ts';

/** The profile that was active before the last change of the links; throws `nothing-before`. */
export async function profileBefore(host: Host, root: Root): Promise<string> {
  const { entries } = readJournal(host.disk, root.path);
  if (lastChange(entries)?.verb === 'adopt' && lastAdoption(entries) !== undefined) adopted();
  const states = stateBefore(entries) ?? stateBefore(everyEntry(host, root));
  return profileWith(await observeProfiles(host, root), states ?? nothingBefore());
}

/** The profile that was active after journal entry `seq`; throws `no-such-entry`. */
export async function profileAfter(host: Host, root: Root, seq: number): Promise<string> {
  const entries = everyEntry(host, root);
  if (!entries.some((entry) => entry.seq === seq)) noSuchEntry(seq);
  return profileWith(await observeProfiles(host, root), stateAfter(entries, seq));
}

function everyEntry({ disk }: Host, root: Root): readonly Entry[] {
  return readJournal(disk, root.path, Number.MAX_SAFE_INTEGER).entries;
}

/** The profile whose links are exactly these; a state that is nobody's cannot be gone back to. */
function profileWith(world: World, states: LinkStates): string {
  const match = goodProfiles(world).find((profile) => isStateOf(profile, states));
  return match?.name ?? nobodysState();
}

function isStateOf(profile: Profile, states: LinkStates): boolean {
  return (
    states.size > 0 &&
    profile.links.every(({ link, file }) => states.get(link) === file) &&
    [...states.keys()].every((link) => profile.links.some((pair) => pair.link === link))
  );
}

function nothingBefore(): never {
  return fail({
    kind: 'refused',
    rule: 'nothing-before',
    message: 'the journal knows no change to go back from',
    remedy: 'see what was done: pine-env history',
  });
}

/** A rollback restores links, never bytes: there was none before. */
function adopted(): never {
  return fail({
    kind: 'refused',
    rule: 'adopted',
    message:
      'the last change made a plain file the env file behind this link, and no link was there before',
    remedy: 'put the plain file back: pine-env adopt --undo',
  });
}

function noSuchEntry(seq: number): never {
  return fail({
    kind: 'usage',
    rule: 'no-such-entry',
    message: `the journal has no entry ${seq}`,
    remedy: 'see which there are: pine-env history',
  });
}

function nobodysState(): never {
  return fail({
    kind: 'refused',
    rule: 'no-such-state',
    message: 'there was no link then, or one that no profile declares now',
    remedy: 'name the profile you want: pine-env list',
  });
}
