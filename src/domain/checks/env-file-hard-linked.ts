import { check } from './check.ts';
import { openedFiles } from './opened.ts';

export const envFileHardLinked = check(
  'env-file-hard-linked',
  'error',
  'the env file has one name',
  (view) =>
    openedFiles(view)
      .filter(({ facts }) => facts.nlink !== 1)
      .map(({ where, path, facts }) => ({
        where,
        message: `the env file has ${facts.nlink} names (hard links); any of them can change it`,
        remedy: `find the other names: find / -xdev -samefile ${path}`,
      })),
);
