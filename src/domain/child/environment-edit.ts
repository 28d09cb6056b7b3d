import type { EnvironmentEdit } from '../hand-over.ts';
import type { EnvironmentRead } from '../running/process-facts.ts';
import type { Secret } from '../secret.ts';

/** How a child can be given an environment exactly. */
export type WayToGive =
  /** All of it is text. */
  | { readonly kind: 'as-text' }
  /** A byte that is no UTF-8 goes on only by being inherited. */
  | { readonly kind: 'inherited'; readonly edit: EnvironmentEdit }
  /** What would have to go cannot be named, or is not seen. */
  | { readonly kind: 'not-exact' };

type Own = Extract<EnvironmentRead, { kind: 'read' }>;

/** How our own environment becomes this one without changing a byte of what stays. */
export function wayToGive(own: Own, wanted: ReadonlyMap<string, Secret>): WayToGive {
  const isText = (text: string) => !/\p{Surrogate}/u.test(text);
  const isPlain = ([name, value]: readonly [string, Secret]) =>
    isText(name) && isText(value.reveal());
  if ([...wanted].every(isPlain)) return { kind: 'as-text' };
  const unset = [...own.variables.keys()].filter((name) => !wanted.has(name));
  const set = [...wanted].filter(
    ([name, value]) => own.variables.get(name)?.reveal() !== value.reveal(),
  );
  const isExact = (own.leftOut ?? 0) === 0 && unset.every(isText) && set.every(isPlain);
  return isExact
    ? { kind: 'inherited', edit: { unset, set: new Map(set) } }
    : { kind: 'not-exact' };
}
