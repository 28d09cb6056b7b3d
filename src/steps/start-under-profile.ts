import { childEnvironment, passedOf, type Wanted } from '../domain/child/child-environment.ts';
import { type WayToGive, wayToGive } from '../domain/child/environment-edit.ts';
import { takenAwayNote } from '../domain/child/taken-away-note.ts';
import { isUnlocked, marks } from '../domain/child/unlocked.ts';
import type { Finding } from '../domain/finding.ts';
import type { HandOver } from '../domain/hand-over.ts';
import { nearestName, shownName } from '../domain/names.ts';
import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import { Secret } from '../domain/secret.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { commandToBecome } from './command-to-become.ts';
import { type AgreedTo, type Child, consentToChild } from './consent-to-child.ts';
import type { Keyring, Readied } from './look-for-command.ts';

type Own = Extract<EnvironmentRead, { kind: 'read' }>;
type Variables = ReadonlyMap<string, Secret>;

/** A profile whose keys a child may have, and the environment that child would inherit without us. */
export interface Cleared extends AgreedTo {
  readonly own: Own;
  /** True in a shell of ours whose person agreed to these bytes, for as long as that holds. */
  readonly isUnlocked: boolean;
}

/** What a child gets of a profile. */
export interface Share {
  readonly only?: readonly string[];
  readonly pristine: boolean;
}

/** Looks, and asks where the tier is live and the shell around us was not opened for these very bytes. */
export async function clearedFor(
  host: Host,
  keyring: Keyring,
  share: Share,
  child: Omit<Child, 'only'>,
): Promise<Cleared> {
  const own = (await host.processes()).own();
  if (own.kind !== 'read') return closed();
  const seen = await keyring.look();
  mustBeThere(seen, share.only);
  const { world, profile } = seen.view;
  if (profile.tier === 'safe') return { ...seen, own, isUnlocked: false, notes: [] };
  const wanted = passedOf({ values: seen.values, ...share });
  if (isUnlocked(world, profile, wanted, own.variables)) {
    return { ...seen, own, isUnlocked: true, notes: [] };
  }
  return {
    ...(await consentToChild(host, keyring, seen, { ...child, only: share.only })),
    own,
    isUnlocked: false,
  };
}

/** What a cleared child gets, and what there is to say of it. */
export interface Environment {
  readonly environment: Variables;
  readonly notes: readonly Finding[];
}

/** The environment of a child under a cleared profile. */
export function environmentUnder(cleared: Cleared, share: Share): Environment {
  const { own, view, values } = cleared;
  const { name, tier } = view.profile;
  const told: Variables = new Map([
    [marks.profile, Secret.of(name)],
    [marks.tier, Secret.of(tier)],
    ...(cleared.isUnlocked ? handedOn(own) : []),
  ]);
  const wanted: Wanted = { ...share, inherited: own.variables, values, marks: told };
  const { environment, takenAway } = childEnvironment(view, wanted);
  return { environment, notes: [...cleared.notes, ...takenAwayNote(takenAway)] };
}

/**
 * The hand-over to a command with this environment. Throws `environment-not-exact` where that cannot be made
 * without changing a byte of what is not ours.
 */
export async function startWith(
  host: Host,
  { own }: Pick<Cleared, 'own'>,
  argv: readonly [string, ...string[]],
  environment: Variables,
): Promise<HandOver> {
  const way = wayOrFail(wayToGive(own, environment));
  const command = await commandToBecome(host, argv, environment);
  return { ...command, environment, ...way, endsWithUs: true };
}

/** What is unlocked stays so for what a script of ours starts, until its time is over. */
function handedOn({ variables }: Own): readonly (readonly [string, Secret])[] {
  return [marks.until, marks.unlocked].flatMap((name) => {
    const value = variables.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function wayOrFail(way: WayToGive): Pick<HandOver, 'inherited' | 'edit'> {
  if (way.kind === 'as-text') return { inherited: false };
  if (way.kind === 'inherited') return { inherited: true, edit: way.edit };
  return fail({
    kind: 'refused',
    rule: 'environment-not-exact',
    message: 'our own environment holds bytes that are not UTF-8 beside what must be taken away',
    remedy: 'start from what every program needs, and no more: --pristine',
  });
}

function mustBeThere({ values, view }: Readied, only: readonly string[] | undefined): void {
  for (const key of only ?? []) {
    if (!values.has(key)) notThere(key, view.profile.name, [...values.keys()]);
  }
}

function notThere(key: string, profile: string, known: readonly string[]): never {
  const nearest = nearestName(key, known);
  return fail({
    kind: 'usage',
    rule: 'key-not-there',
    message: `${profile} sets no ${shownName(key)}`,
    remedy:
      nearest === undefined ? `pine-env explain ${shownName(key)}` : `did you mean ${nearest}?`,
  });
}

function closed(): never {
  return fail({
    kind: 'refused',
    rule: 'environment-closed',
    message: 'our own environment cannot be read, so nobody can say what to take away',
    remedy: 'look at it: ls -l /proc/self/environ',
  });
}
