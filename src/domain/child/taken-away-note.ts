import type { Finding } from '../finding.ts';
import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import type { TakenAway } from './child-environment.ts';

/** What was taken away in one sentence, by name; nothing when nothing was. */
export function takenAwayNote(taken: readonly TakenAway[]): readonly Finding[] {
  if (taken.length === 0) return [];
  const names = taken.map(({ name, of }) =>
    of.length === 0 ? shownName(name) : `${shownName(name)} (a key of ${of.join(', ')})`,
  );
  return [
    {
      rule: 'taken-away',
      severity: 'warning',
      where: 'the environment',
      message: `not handed on: ${listed(names)}`,
      remedy: 'see where it was set: your shell, or what started it',
    },
  ];
}
