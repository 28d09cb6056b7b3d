import { daysLeft } from '../key-age.ts';
import { check } from './check.ts';
import { knownSecrets } from './known-secrets.ts';

/** An old key trades as a new one does, so it stops nobody. */
export const keyOverdue = check(
  'key-overdue',
  'warning',
  'every key is younger than its rotation asks',
  (view) =>
    knownSecrets(view).flatMap(({ key, where, enrolments }) =>
      enrolments
        .filter((enrolment) => (daysLeft(key, enrolment, view.world.at) ?? 0) < 0)
        .map(({ issued }) => ({
          where,
          message: `${key.name} should have been rotated: every ${key.rotateEvery}, and this one is of ${issued}`,
          remedy: `see where a new one is made: pine-env keys ${key.name}`,
        })),
    ),
);
