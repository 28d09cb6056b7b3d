import { passedOf } from '../domain/child/child-environment.ts';
import type { Finding } from '../domain/finding.ts';
import { listed } from '../domain/listed.ts';
import { shownName } from '../domain/names.ts';
import type { KnownText } from '../domain/redaction/known-text.ts';
import { knownTexts } from '../domain/redaction/known-texts.ts';
import type { Cleared, Share } from './start-under-profile.ts';

/** What is to be hidden in what a child prints, and a word on what cannot be. */
export function hiddenFrom(
  { view, values }: Cleared,
  share: Share,
): { readonly texts: readonly KnownText[]; readonly notes: readonly Finding[] } {
  const { texts, leftOut } = knownTexts(view.world, passedOf({ values, ...share }));
  return { texts, notes: leftOut.length === 0 ? [] : [leftOutNote(leftOut)] };
}

function leftOutNote(names: readonly string[]): Finding {
  return {
    rule: 'not-redacted',
    severity: 'warning',
    where: 'what the command prints',
    message: `too short or too easy to guess to be hidden: ${listed(names.map(shownName))}`,
    remedy: 'give these keys values that nobody can guess',
  };
}
