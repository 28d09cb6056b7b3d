import { dateOf, daysLeft } from '../key-age.ts';
import { check } from './check.ts';
import { knownSecrets } from './known-secrets.ts';

/** How many days before the end people are told. */
const notice = 14;

/** Told early enough for a rotation on a weekday. */
export const keyDue = check('key-due', 'warning', 'no key must be rotated within 14 days', (view) =>
  knownSecrets(view).flatMap(({ key, where, enrolments }) =>
    enrolments.flatMap((enrolment) => {
      const left = daysLeft(key, enrolment, view.world.at);
      if (left === undefined || left < 0 || left > notice) return [];
      return [
        {
          where,
          message: `${key.name} is to be rotated by ${dateOf(view.world.at, left)}: every ${key.rotateEvery}, and this one is of ${enrolment.issued}`,
          remedy: `see where a new one is made: pine-env keys ${key.name}`,
        },
      ];
    }),
  ),
);
