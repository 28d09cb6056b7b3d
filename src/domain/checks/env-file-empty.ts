import { check } from './check.ts';
import { openedFiles } from './opened.ts';

export const envFileEmpty = check(
  'env-file-empty',
  'error',
  'the env file holds something',
  (view) =>
    openedFiles(view)
      .filter(({ facts }) => facts.size === 0)
      .map(({ where, path }) => ({
        where,
        message: 'the env file is empty; the worker would start without any key',
        remedy: `fill it in: sudoedit ${path}`,
      })),
);
