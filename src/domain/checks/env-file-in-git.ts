import { envPath } from '../layout.ts';
import { check } from './check.ts';

export const envFileTracked = check(
  'env-file-tracked',
  'error',
  'git does not track the env file',
  (view) =>
    view.files
      .filter(({ file }) => view.world.git.get(file) === 'tracked')
      .map(({ file }) => ({
        where: envPath(file),
        message: 'git tracks the env file: its keys are in the history and must be rotated',
        remedy: `git -C ${view.world.root.path} rm --cached ${envPath(file)}`,
      })),
);

export const envFileNotIgnored = check(
  'env-file-not-ignored',
  'error',
  'git ignores the env file',
  (view) =>
    view.files
      .filter(({ file, kind }) => kind !== 'absent' && view.world.git.get(file) === 'untracked')
      .map(({ file }) => ({
        where: envPath(file),
        message: 'git does not ignore the env file; the next `git add` would take it in',
        remedy: `echo '/${envPath(file)}' >> ${view.world.root.path}/.gitignore`,
      })),
);
