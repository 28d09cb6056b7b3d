import { check } from './check.ts';
import { openedFiles } from './opened.ts';

export const envFileGroup = check(
  'env-file-group',
  'error',
  'the env file belongs to the declared group',
  (view) =>
    openedFiles(view)
      .filter(({ facts }) => facts.gid !== view.owner.gid)
      .map(({ where, facts }) => ({
        where,
        message: `the env file has group ${facts.gid}, not group ${view.owner.gid}`,
        remedy: `sudo pine-env check ${view.profile.name} --fix`,
      })),
);
