import { layout } from '../layout.ts';
import { wayToSafety } from '../world.ts';
import { type Check, check } from './check.ts';

const changeUnfinished = check(
  'change-unfinished',
  'error',
  'no change was cut short',
  ({ world }) => {
    const { open } = world.journal;
    if (open === undefined) return [];
    const what = [open.verb, open.profile].filter((word) => word !== undefined).join(' ');
    const safe = open.tier === 'live' ? 'undoes' : 'finishes';
    return [
      {
        where: layout.journal,
        message: `${what}, begun ${open.at}, was cut short`,
        // Where its plain file stands still, every switch refuses.
        remedy: `the next change ${safe} it: ${open.verb === 'adopt' ? 'pine-env adopt' : wayToSafety(world)}`,
      },
    ];
  },
);

const journalDamaged = check(
  'journal-damaged',
  'error',
  'the end of the journal is sound',
  ({ world: { journal } }) =>
    journal.damaged === 0
      ? []
      : [
          {
            where: layout.journal,
            message: 'the journal was changed after it was written',
            remedy: 'see where: pine-env history --verify',
          },
        ],
);

const journalUnreadable = check(
  'journal-unreadable',
  'error',
  'the journal can be read',
  ({ world: { journal } }) =>
    journal.error === undefined
      ? []
      : [
          {
            where: layout.journal,
            message: journal.error.message,
            remedy: journal.error.remedy,
          },
        ],
);

/** What the journal says against trusting the present state. */
export const journalChecks: readonly Check[] = [
  changeUnfinished,
  journalDamaged,
  journalUnreadable,
];
