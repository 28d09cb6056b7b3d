import { octal } from '../octal.ts';
import { check } from './check.ts';

const sticky = 0o1000;

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
        remedy: remedyFor(path, facts.mode),
      })),
);

/** What is sticky is everybody's on purpose, as /tmp is: shut, it would fail whoever works there. */
function remedyFor(path: string, mode: number): string {
  const move = 'move the root to a place of your own';
  return (mode & sticky) !== 0 ? move : `chmod go-w ${path}, or ${move}`;
}
