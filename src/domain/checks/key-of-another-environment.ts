import { envPath } from '../layout.ts';
import { shownName } from '../names.ts';
import { strangersIn, tierOf } from '../tiers.ts';
import { check } from './check.ts';

/** The worst mistake there is: the value decides where an order goes, not the file's name. */
export const keyOfAnotherEnvironment = check(
  'key-of-another-environment',
  'error',
  'no value belongs to another environment',
  (view) => {
    const { registry } = view.world;
    if (registry.kind !== 'good') return [];
    return strangersIn(registry.registry, view.profile.name, view.files).map(
      ({ file, key, line, of }) => ({
        where: `${envPath(file)}:${line} ${shownName(key)}`,
        message: `${shownName(key)} holds the ${of.environment} value of ${of.key} (tier ${tierOf(view.world, of.environment)}) in the file of ${view.profile.name}`,
        remedy: `put the ${view.profile.name} value there: pine-env keys ${of.key}`,
      }),
    );
  },
);
