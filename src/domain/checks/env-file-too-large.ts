import { largestEnvFile } from '../limits.ts';
import { check } from './check.ts';
import { openedFiles } from './opened.ts';

export const envFileTooLarge = check(
  'env-file-too-large',
  'error',
  'the env file is at most 64 KiB',
  (view) =>
    openedFiles(view)
      .filter(({ facts }) => facts.size > largestEnvFile)
      .map(({ where, path }) => ({
        where,
        message: `the env file is larger than ${largestEnvFile / 1024} KiB, so it was not read`,
        remedy: `look at what it is: file ${path}`,
      })),
);
