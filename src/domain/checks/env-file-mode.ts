import { octal } from '../octal.ts';
import { check } from './check.ts';
import { openedFiles } from './opened.ts';

/** On Linux an exact 0600 also switches POSIX ACL grants off: their mask lives in the group bits. */
export const envFileMode = check(
  'env-file-mode',
  'error',
  'the env file has exactly the declared mode',
  (view) =>
    openedFiles(view)
      .filter(({ facts }) => facts.mode !== view.profile.mode)
      .map(({ where, facts }) => ({
        where,
        message: `the env file has mode ${octal(facts.mode)}, not ${octal(view.profile.mode)}`,
        remedy: `pine-env check ${view.profile.name} --fix`,
      })),
);
