import { shownName } from '../names.ts';
import { documentedIn } from '../providers/documented.ts';
import { check } from './check.ts';
import { allAssignments } from './values.ts';

/** A key nobody described is a look; one that holds a provider's credential is unproven. */
export const keyUnknown = check(
  'key-unknown',
  'warning',
  'every key is in the registry',
  (view) => {
    const { registry } = view.world;
    if (registry.kind !== 'good') return [];
    return allAssignments(view)
      .filter(({ key }) => !registry.registry.keys.has(key) && !view.profile.expect.has(key))
      .map(({ key, line, where, value }) => {
        const provider = documentedIn(value.reveal());
        return {
          severity: provider === undefined ? ('warning' as const) : ('error' as const),
          where: `${where}:${line} ${shownName(key)}`,
          message:
            provider === undefined
              ? `${shownName(key)} is not in the registry, so nobody knows what it is for`
              : `${shownName(key)} holds a ${provider} credential and is not in the registry: unproven`,
          remedy: 'describe it in profiles/keys.yaml, or take the line out',
        };
      });
  },
);
