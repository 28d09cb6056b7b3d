import { octal } from '../octal.ts';
import { check } from './check.ts';

/** On a server a root may be a checkout; what one person keeps for themselves has no business in one. */
export const placeInGit = check(
  'place-in-git',
  'error',
  "a person's own root or env file lies in no git work tree",
  ({ world: { place } }) =>
    place?.git === undefined
      ? []
      : [
          {
            where: place.path,
            message: `it lies in the git work tree ${place.git.directory}: one \`git add\` would take the keys in`,
            remedy: 'keep it outside of any repository, such as in ~/.config/pine-env',
          },
        ],
);

/** Every device and everybody the directory is shared with has a copy, and so has the store behind it. */
export const placeSynced = check(
  'place-synced',
  'error',
  "a person's own root or env file is in no synced directory",
  ({ world: { place } }) =>
    place?.synced === undefined
      ? []
      : [
          {
            where: place.path,
            message: `${place.synced.directory} is kept elsewhere as well (${place.synced.what}), and so are the keys`,
            remedy: 'rotate what has lain there (pine-env rotate), and keep it where nothing syncs',
          },
        ],
);

/** The files are shut; what lies beside them, such as copies and histories, mostly is not. */
export const homeReadable = check(
  'home-readable',
  'error',
  'nobody else may list the home directory around it',
  ({ world: { place } }) =>
    place?.openHome === undefined
      ? []
      : [
          {
            where: place.openHome.path,
            message: `everybody on this host may list your home directory (mode ${octal(place.openHome.mode)})`,
            remedy: `chmod o-rwx ${place.openHome.path}`,
          },
        ],
);
