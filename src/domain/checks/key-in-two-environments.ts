import { goodProfiles } from '../world.ts';
import { check } from './check.ts';
import { readFiles } from './opened.ts';
import { sameCores } from './same-cores.ts';
import { registered } from './values.ts';

/** Judged on the files themselves: two env files may agree before anything is enrolled. */
export const keyInTwoEnvironments = check(
  'key-in-two-environments',
  'error',
  'no exclusive value stands in two environments',
  (view) =>
    goodProfiles(view.world)
      .filter(({ name }) => name !== view.profile.name)
      .flatMap((other) =>
        sameCores(view, readFiles(view), other)
          .filter(({ key }) => registered(view, key)?.sharing === 'exclusive')
          .map(({ key, line, where }) => ({
            where: `${where}:${line} ${key}`,
            message: `${key} has the same value in ${view.profile.name} and ${other.name}`,
            remedy: `give each its own: pine-env keys ${key}`,
          })),
      ),
);
