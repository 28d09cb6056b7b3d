import type { View } from '../../../src/domain/checks/check.ts';
import { viewOf } from '../../../src/domain/checks/index.ts';
import { valuesByKey } from '../../../src/domain/checks/values.ts';
import {
  type ChildEnvironment,
  childEnvironment,
  type Wanted,
} from '../../../src/domain/child/child-environment.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { World } from '../../../src/domain/world.ts';

/** Variables as a test writes them. */
export type Plain = Readonly<Record<string, string>> | ReadonlyMap<string, string>;

/** The same as the program has them. */
export function variables(plain: Plain): ReadonlyMap<string, Secret> {
  const entries = plain instanceof Map ? [...plain] : Object.entries(plain);
  return new Map(entries.map(([name, value]) => [name, Secret.of(value)]));
}

/** A profile of a World, which must be there. */
export function viewIn(world: World, name: string): View {
  const view = viewOf(world, name);
  if (view === undefined) throw new Error(`no ${name}`);
  return view;
}

/** What a child of this profile gets when we inherited this. */
export function childOf(
  world: World,
  name: string,
  inherited: Plain,
  more: Partial<Wanted> = {},
): ChildEnvironment {
  const view = viewIn(world, name);
  const assigned = [...(valuesByKey(view) ?? [])];
  return childEnvironment(view, {
    inherited: variables(inherited),
    values: new Map(assigned.map(([key, { value }]) => [key, value])),
    pristine: false,
    marks: variables({ PINE_ENV_PROFILE: name }),
    ...more,
  });
}

/** What stands in an environment, in clear. */
export function revealed({ environment }: ChildEnvironment): Readonly<Record<string, string>> {
  return Object.fromEntries([...environment].map(([name, value]) => [name, value.reveal()]));
}
