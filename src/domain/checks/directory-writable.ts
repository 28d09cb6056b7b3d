import { octal } from '../octal.ts';
import { check } from './check.ts';

/** A sticky directory does not count as safe. */
export const directoryWritable = check(
  'directory-writable',
  'error',
  'nobody else may write the directories above the env files',
  (view) =>
    view.world.directories
      .filter(({ facts }) => (facts.mode & 0o022) !== 0)
      .map(({ path, facts }) => ({
        where: path,
        message: `others may write this directory (mode ${octal(facts.mode)}), so they may swap what lies below`,
        remedy: `chmod go-w ${path}, or move the root to a place of your own`,
      })),
);
