import { shownName } from '../names.ts';
import { check } from './check.ts';
import { allAssignments } from './values.ts';

export const keyUnknown = check(
  'key-unknown',
  'warning',
  'every key is in the registry',
  (view) => {
    const { registry } = view.world;
    if (registry.kind !== 'good') return [];
    return allAssignments(view)
      .filter(({ key }) => !registry.registry.keys.has(key) && !view.profile.expect.has(key))
      .map(({ key, line, where }) => ({
        where: `${where}:${line} ${shownName(key)}`,
        message: `${shownName(key)} is not in the registry, so nobody knows what it is for`,
        remedy: 'describe it in profiles/keys.yaml, or take the line out',
      }));
  },
);
