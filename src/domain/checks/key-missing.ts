import { requiredKeys } from '../registry.ts';
import { check } from './check.ts';
import { mainFile, valuesByKey } from './values.ts';

export const keyMissing = check('key-missing', 'error', 'every required key is there', (view) => {
  const values = valuesByKey(view);
  if (view.world.registry.kind !== 'good' || values === undefined) return [];
  return requiredKeys(view.world.registry.registry)
    .filter((key) => !values.has(key))
    .map((key) => ({
      where: `${mainFile(view)} ${key}`,
      message: `the required key ${key} is not in the env file`,
      remedy: `see what it is for: pine-env keys ${key}`,
    }));
});
