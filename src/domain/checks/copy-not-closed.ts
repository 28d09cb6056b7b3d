import { envPath } from '../layout.ts';
import { octal } from '../octal.ts';
import { check } from './check.ts';

/** With `activation: copy` the file in place is the env file: it must be as closed as its source. */
export const copyNotClosed = check(
  'copy-not-closed',
  'error',
  'a copy in place has the declared mode and owner',
  (view) =>
    view.profile.links.flatMap(({ link }) => {
      const facts = view.world.links.get(link)?.facts;
      if (view.profile.activation !== 'copy' || facts?.kind !== 'file') return [];
      const closed =
        facts.mode === view.profile.mode && facts.uid === view.owner.uid && facts.nlink === 1;
      if (closed) return [];
      return [
        {
          where: envPath(link),
          message: `the copy in place has mode ${octal(facts.mode)}, uid ${facts.uid} and ${facts.nlink} name(s)`,
          remedy: `make it anew: pine-env use ${view.profile.name}`,
        },
      ];
    }),
);
