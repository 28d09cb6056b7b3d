import { check } from './check.ts';
import { openedFiles } from './opened.ts';

export const envFileOwner = check(
  'env-file-owner',
  'error',
  'the env file belongs to the declared user',
  (view) =>
    openedFiles(view)
      .filter(({ facts }) => facts.uid !== view.owner.uid)
      .map(({ where, facts }) => ({
        where,
        message: `the env file belongs to uid ${facts.uid}, not to uid ${view.owner.uid}`,
        remedy: `sudo pine-env check ${view.profile.name} --fix`,
      })),
);
