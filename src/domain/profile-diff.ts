import { fingerprintsIn } from './fingerprint.ts';
import { shownName } from './names.ts';
import type { Held, Side } from './profile-side.ts';
import { documentedIn } from './providers/documented.ts';
import { isSetting, type Registry } from './registry.ts';
import { isExclusive } from './running/held-keys.ts';
import { shownValue } from './shown-value.ts';

/** How a key stands on two sides. */
export type Relation = 'same' | 'different' | 'only-here' | 'only-there';

/** What the two sides must be to each other in a key. */
export type Wanted = 'agree' | 'differ' | 'be-there' | 'anything';

/** One key on two sides; values as reports may show them, null where the key is not set. */
export interface DiffRow {
  readonly key: string;
  readonly kind: 'secret' | 'setting' | 'unregistered';
  readonly relation: Relation;
  readonly wanted: Wanted;
  readonly good: boolean;
  readonly here: string | null;
  readonly there: string | null;
}

/** What is wanted of a key that stands on at least one side. */
export type Rule = (registry: Registry, key: string, here?: Held, there?: Held) => Wanted;

/** Two profiles: exclusive secrets differ, settings that no profile's `expect` names agree, required keys are in both. */
export function betweenProfiles(expected: ReadonlySet<string>): Rule {
  return (registry, key, here, there) => {
    const entry = registry.keys.get(key);
    const both = here !== undefined && there !== undefined;
    if (!both) return entry !== undefined && !entry.optional ? 'be-there' : 'anything';
    // Two empty lines are no shared credential.
    if (entry?.secret !== false && (here.value.isEmpty || there.value.isEmpty)) return 'anything';
    if (isExclusive(registry, key)) return 'differ';
    if (entry === undefined)
      return isCredential(here) || isCredential(there) ? 'differ' : 'anything';
    return entry.secret || expected.has(key) ? 'anything' : 'agree';
  };
}

/** A running worker and a file: everything agrees but what the unit itself may set. */
export const withRunningWorker: Rule = (registry, key, here, there) => {
  if (here !== undefined) return 'agree';
  const isSecret = registry.keys.get(key)?.secret === true;
  return isSecret || isCredential(there) ? 'agree' : 'anything';
};

/** Key by key, in the registry's order, then by name; `sameness` tells whether two values count as one. */
export function rowsOf(
  registry: Registry,
  here: Side,
  there: Side,
  rule: Rule,
  sameness: (here: Held, there: Held) => boolean,
): readonly DiffRow[] {
  return keysOf(registry, here, there).map((key) => {
    const [mine, yours] = [here.held.get(key), there.held.get(key)];
    const relation = relationOf(mine, yours, sameness);
    const wanted = rule(registry, key, mine, yours);
    return {
      key: shownName(key),
      kind: kindOf(registry, key),
      relation,
      wanted,
      good: isGood(relation, wanted),
      here: shown(registry, key, mine),
      there: shown(registry, key, yours),
    };
  });
}

/** True when both hold the same credential, however it is written. */
export function sameCredential(registry: Registry): (here: Held, there: Held) => boolean {
  const known = new Map<Held, ReadonlySet<string>>();
  const prints = (held: Held) => {
    const before = known.get(held);
    const now = before ?? new Set(fingerprintsIn(registry.salt ?? anySalt, held.value));
    if (before === undefined) known.set(held, now);
    return now;
  };
  return (here, there) => {
    const yours = prints(there);
    return sameText(here, there) || [...prints(here)].some((print) => yours.has(print));
  };
}

/** True when both are the same text. */
export function sameText(here: Held, there: Held): boolean {
  return here.value.reveal() === there.value.reveal();
}

const anySalt = '00'.repeat(32);

/** Of a process only what concerns its file: what stands there, what the registry knows, and credentials. */
export function concerning(registry: Registry, file: Side, worker: Side): Side {
  const held = [...worker.held].filter(
    ([key, one]) => file.held.has(key) || registry.keys.has(key) || isCredential(one),
  );
  return { ...worker, held: new Map(held) };
}

function keysOf(registry: Registry, here: Side, there: Side): readonly string[] {
  const all = new Set([...here.held.keys(), ...there.held.keys()]);
  const known = [...registry.keys.keys()].filter((key) => all.has(key));
  return [...new Set([...known, ...[...all].sort()])];
}

function relationOf(
  here: Held | undefined,
  there: Held | undefined,
  sameness: (here: Held, there: Held) => boolean,
): Relation {
  if (here === undefined) return 'only-there';
  if (there === undefined) return 'only-here';
  return sameness(here, there) ? 'same' : 'different';
}

function isGood(relation: Relation, wanted: Wanted): boolean {
  if (wanted === 'anything') return true;
  if (wanted === 'be-there') return !relation.startsWith('only');
  return wanted === 'agree' ? relation === 'same' : relation !== 'same';
}

function kindOf(registry: Registry, key: string): DiffRow['kind'] {
  if (!registry.keys.has(key)) return 'unregistered';
  return isSetting(registry, key) ? 'setting' : 'secret';
}

function isCredential(held: Held | undefined): boolean {
  return held !== undefined && documentedIn(held.value.reveal()) !== undefined;
}

function shown(registry: Registry, key: string, held: Held | undefined): string | null {
  if (held === undefined) return null;
  const told = shownValue({ kind: 'good', registry }, key, held.value, held.line);
  return told ?? 'a value that is not shown';
}
