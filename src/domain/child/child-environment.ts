import type { View } from '../checks/check.ts';
import type { Secret } from '../secret.ts';
import { foreignKeys } from './foreign-keys.ts';

type Variables = ReadonlyMap<string, Secret>;

/** A variable that was inherited and is not handed on. */
export interface TakenAway {
  readonly name: string;
  /** Whose keys its value holds; empty when its name alone spoke against it. */
  readonly of: readonly string[];
}

/** What the child gets, and what it does not. */
export interface ChildEnvironment {
  readonly environment: Variables;
  readonly takenAway: readonly TakenAway[];
}

/** What the child is to get beside the profile's values. */
export interface Wanted {
  /** Our own environment. */
  readonly inherited: Variables;
  /** The profile's values as its loader reads them. */
  readonly values: Variables;
  /** Only these of the profile's keys; absent: all. */
  readonly only?: readonly string[];
  /** Of what is inherited only what every program needs. */
  readonly pristine: boolean;
  /** The variables that tell the child where it is. */
  readonly marks: Variables;
}

/** What every program may need, and nothing that anybody put there for one of them. */
const needed = /^(?:PATH|HOME|USER|LOGNAME|SHELL|TERM|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|PWD)$/;
/** What a shell of ours hands to itself; each child is told anew. */
const ownMarks =
  /^PINE_ENV_(?:PROFILE|TIER|UNTIL|UNLOCKED|KEYS|FORGET|BADGE|ROOM|THEIR_.+|HELD_.+)$/;

/**
 * The environment of a child under a profile: what was inherited without any registered name and without any
 * value that is another environment's, the profile's values over it, and the marks over all.
 */
export function childEnvironment(view: View, wanted: Wanted): ChildEnvironment {
  const passed = passedOf(wanted);
  const holds = foreignKeys(view, passed);
  const managed = managedNames(view, wanted.values);
  const isManaged = (name: string) => managed.has(name);
  const handedOn: (readonly [string, Secret])[] = [];
  const takenAway: TakenAway[] = [];
  for (const [name, value] of wanted.inherited) {
    if (ownMarks.test(name)) continue;
    const of = holds(name, value);
    const isReplaced = passed.has(name) && of.length === 0;
    if (of.length > 0 || (isManaged(name) && !isReplaced)) takenAway.push({ name, of });
    else if (!isManaged(name) && (!wanted.pristine || needed.test(name)))
      handedOn.push([name, value]);
  }
  return { environment: new Map([...handedOn, ...passed, ...wanted.marks]), takenAway };
}

/** The profile's values that the child is to get. */
export function passedOf({ values, only }: Pick<Wanted, 'values' | 'only'>): Variables {
  return only === undefined ? values : new Map([...values].filter(([key]) => only.includes(key)));
}

/** Names that only a profile may set: the registry's, and those of this profile's files. */
export function managedNames(
  { world: { registry } }: View,
  values: Variables,
): ReadonlySet<string> {
  const registered = registry.kind === 'good' ? registry.registry.keys.keys() : [];
  return new Set([...registered, ...values.keys()]);
}
