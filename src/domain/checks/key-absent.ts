import { optionalKeys } from '../registry.ts';
import { check } from './check.ts';
import { mainFile, valuesByKey } from './values.ts';

export const keyAbsent = check('key-absent', 'info', 'optional keys that are not set', (view) => {
  const values = valuesByKey(view);
  if (view.world.registry.kind !== 'good' || values === undefined) return [];
  return optionalKeys(view.world.registry.registry)
    .filter((key) => !values.has(key))
    .map((key) => ({
      where: `${mainFile(view)} ${key}`,
      message: `the optional key ${key} is not set`,
      remedy: `see what it is for: pine-env keys ${key}`,
    }));
});
