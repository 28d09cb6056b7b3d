import { check } from './check.ts';

export const directoryOwner = check(
  'directory-owner',
  'error',
  'the directories above the env files belong to root, the service account or us',
  (view) => {
    const trusted = new Set([0, view.owner.uid, view.world.account.uid]);
    return view.world.directories
      .filter(({ facts }) => !trusted.has(facts.uid))
      .map(({ path, facts }) => ({
        where: path,
        message: `the directory belongs to uid ${facts.uid}, a stranger who may swap what lies below`,
        remedy: `look at it: ls -ld ${path}`,
      }));
  },
);
