import { profilePath } from '../layout.ts';
import { check } from './check.ts';

export const profileUnusable = check(
  'profile-unusable',
  'error',
  'every profile can be read',
  ({ world }) =>
    [...world.profiles.values()].flatMap((read) =>
      read.kind === 'bad'
        ? [
            {
              where: read.error.where ?? profilePath(read.name),
              message: read.error.message,
              remedy: read.error.remedy,
            },
          ]
        : [],
    ),
);
