import { optionalKeys } from '../registry.ts';
import { check } from './check.ts';
import { mainFile, valuesByKey } from './values.ts';

export const keyAbsent = check('key-absent', 'info', 'optional keys that are not set', (view) => {
  const values = valuesByKey(view);
  if (view.world.registry.kind !== 'good' || values === undefined) return [];
  const absent = optionalKeys(view.world.registry.registry).filter((key) => !values.has(key));
  if (absent.length === 0) return [];
  return [
    {
      where: mainFile(view),
      message: `optional keys that are not set: ${absent.join(', ')}`,
      remedy: 'see what each is for: pine-env keys',
    },
  ];
});
