import type { BaselineUse } from './baseline.ts';
import { type Hit, mustBeSaid } from './hit.ts';
import { type PathRules, saidOfPath } from './path-rules.ts';

/** Everything that may say that a leak is lived with. */
export interface Allowances {
  readonly pathRules: PathRules;
  readonly baseline?: BaselineUse;
}

/** What may silence a leak. */
export type Silencer = 'comment' | 'path-rule' | 'baseline';

/** A hit and what became of it. */
export interface Judged {
  readonly hit: Hit;
  /** Below the top of the tree; undefined where it lies in none. */
  readonly path: string | undefined;
  /** Undefined when it is to be reported. */
  readonly silencedBy?: Silencer;
  /** An allowance stands there, and counts for nothing: a live key cannot be allowed. */
  readonly ignored?: Silencer;
}

/** Whether a hit is reported. What is surely a value of ours whose environment is live always is. */
export function judgedHit(hit: Hit, path: string | undefined, allowances: Allowances): Judged {
  const by = silencerOf(hit, path, allowances);
  if (by === undefined) return { hit, path };
  return mustBeSaid(hit) ? { hit, path, ignored: by } : { hit, path, silencedBy: by };
}

function silencerOf(
  hit: Hit,
  path: string | undefined,
  { pathRules, baseline }: Allowances,
): Silencer | undefined {
  // Asked always: an entry that is met is not stale, whatever else allows the place.
  const isKnown = baseline?.knows(hit) === true;
  if (hit.comment?.hasReason) return 'comment';
  if (path !== undefined && saidOfPath(pathRules, hit.rule, path) !== undefined) {
    return 'path-rule';
  }
  return isKnown ? 'baseline' : undefined;
}
