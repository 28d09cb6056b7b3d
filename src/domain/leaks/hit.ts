import type { AllowComment } from './allow-comments.ts';
import type { Encoding, Owner } from './leak.ts';

/** What was being read when something was found. */
export interface HitPiece {
  readonly kind: 'file' | 'object' | 'name' | 'stream' | 'entry';
  /** For people; may be a path that itself holds a secret. */
  readonly name: string;
  readonly object?: string;
}

/** A leak without its secret: all that a report may know of it. */
export interface Hit {
  readonly rule: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly encodings: readonly Encoding[];
  readonly owners: readonly Owner[];
  readonly partial: boolean;
  readonly certain: boolean;
  /** As reports show it. */
  readonly fingerprint: string;
  /** As a baseline knows it again: the secret, and what stands before it in its line. */
  readonly mark: Mark;
  readonly piece: HitPiece;
  /** The comment in its line, or in the one above, that would allow it. */
  readonly comment?: AllowComment;
}

/** How a baseline knows a place again, wherever it moves; both are keyed digests. */
export interface Mark {
  readonly secret: string;
  readonly line: string;
}

/** True for a value of ours whose environment is live, in any generation: nothing may silence it. */
export function isLive({ owners }: Pick<Hit, 'owners'>): boolean {
  return owners.some(({ tier }) => tier === 'live');
}

/** True when it is live and not revoked yet: somebody who has it can send orders now. */
export function isInForce({ owners }: Pick<Hit, 'owners'>): boolean {
  return owners.some(({ tier, generation }) => tier === 'live' && generation !== 'revoked');
}

/** True for what no allowance may silence and no baseline may hold. */
export function mustBeSaid(hit: Pick<Hit, 'owners' | 'certain'>): boolean {
  return isLive(hit) && hit.certain;
}
