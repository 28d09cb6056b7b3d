import { fail } from '../../errors.ts';
import type { Finding } from '../finding.ts';

/** What a provider says of a credential; `unknown`: nobody could ask, or the answer says neither. */
export type Proof =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What follows from a proof; throws `refused` for a value that its provider does not know. */
export function judgeProof(proof: Proof, key: string, profile: string): readonly Finding[] {
  if (proof.kind === 'good') return [];
  if (proof.kind === 'bad') {
    return fail({
      kind: 'refused',
      rule: 'provider-says-no',
      message: `the provider does not take the new value: ${proof.why}; nothing was changed`,
      remedy: `see where a new one is made: pine-env keys ${key}`,
      where: key,
    });
  }
  return [
    {
      rule: 'not-proved',
      severity: 'warning',
      where: key,
      message: `nobody knows yet whether the provider takes the new value: ${proof.why}`,
      remedy: `ask it: pine-env preflight ${profile}`,
    },
  ];
}
