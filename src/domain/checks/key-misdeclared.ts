import { documentedIn } from '../providers/documented.ts';
import { check } from './check.ts';
import { allAssignments, registered } from './values.ts';

/** An order webhook declared as a setting, or as one that may be shared, would escape every guard. */
export const keyMisdeclared = check(
  'key-misdeclared',
  'error',
  'what holds a credential is declared as one',
  (view) =>
    allAssignments(view).flatMap(({ key, line, where, value }) => {
      const entry = registered(view, key);
      const provider = entry === undefined ? undefined : documentedIn(value.reveal());
      if (entry === undefined || provider === undefined) return [];
      const shared = provider === 'traderspost' && entry.sharing === 'shared';
      if (entry.secret && !shared) return [];
      return [
        {
          where: `${where}:${line} ${key}`,
          message: `${key} holds a ${provider} credential, but the registry calls it ${entry.secret ? 'shared' : 'a setting'}`,
          remedy: `declare it in profiles/keys.yaml: secret: true, provider: ${provider}, sharing: exclusive`,
        },
      ];
    }),
);
