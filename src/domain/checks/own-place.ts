import type { Finding } from '../finding.ts';
import { octal } from '../octal.ts';
import type { OwnPlace } from '../own-place.ts';
import { type Check, check } from './check.ts';

interface Fault {
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
}

/** On a server a root may be a checkout; what one person keeps for themselves has no business in one. */
export const placeInGit = placeCheck(
  'place-in-git',
  "a person's own root or env file lies in no git work tree",
  inGit,
);

/** Every device and everybody the directory is shared with has a copy, and so has the store behind it. */
export const placeSynced = placeCheck(
  'place-synced',
  "a person's own root or env file is in no synced directory",
  synced,
);

/** The files are shut; what lies beside them, such as copies and histories, mostly is not. */
export const homeReadable = placeCheck(
  'home-readable',
  'nobody else may list the home directory around it',
  readable,
);

/** What speaks against a place before anything is there. */
export function ownPlaceFindings(place: OwnPlace): readonly Finding[] {
  const faults = [
    ...inGit(place).map((fault) => ({ rule: placeInGit.rule, ...fault })),
    ...synced(place).map((fault) => ({ rule: placeSynced.rule, ...fault })),
    ...readable(place).map((fault) => ({ rule: homeReadable.rule, ...fault })),
  ];
  return faults.map((fault) => ({ severity: 'error', ...fault }));
}

function placeCheck(
  rule: string,
  about: string,
  faultsOf: (place: OwnPlace) => readonly Fault[],
): Check {
  return check(rule, 'error', about, ({ world: { place } }) =>
    place === undefined ? [] : faultsOf(place),
  );
}

function inGit({ path, git }: OwnPlace): readonly Fault[] {
  if (git === undefined) return [];
  return [
    {
      where: path,
      message: `it lies in the git work tree ${git.directory}: one \`git add\` would take the keys in`,
      remedy: 'keep it outside of any repository, such as in ~/.config/pine-env',
    },
  ];
}

function synced({ path, synced: found }: OwnPlace): readonly Fault[] {
  if (found === undefined) return [];
  return [
    {
      where: path,
      message: `${found.directory} is kept elsewhere as well (${found.what}), and so are the keys`,
      remedy: 'keep it where nothing syncs, and rotate what has lain here: pine-env rotate',
    },
  ];
}

function readable({ openHome }: OwnPlace): readonly Fault[] {
  if (openHome === undefined) return [];
  return [
    {
      where: openHome.path,
      message: `everybody on this host may list your home directory (mode ${octal(openHome.mode)})`,
      remedy: `chmod o-rwx ${openHome.path}`,
    },
  ];
}
