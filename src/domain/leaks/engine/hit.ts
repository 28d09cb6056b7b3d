import type { Encoding, Owner } from '../leak.ts';

/** A leak before doubles are put together; its places are those of the block. */
export interface Hit {
  readonly rule: string;
  readonly from: number;
  readonly to: number;
  readonly encodings: readonly Encoding[];
  readonly found: string;
  readonly owners: readonly Owner[];
  readonly partial: boolean;
  readonly certain: boolean;
}

/** The names of the two rules that are no patterns. */
export const knownValue = 'known-value';
export const knownFragment = 'known-fragment';

/** True when the hit is ours. */
export function isKnown({ rule }: Pick<Hit, 'rule'>): boolean {
  return rule === knownValue || rule === knownFragment;
}
