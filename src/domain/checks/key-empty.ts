import { shownName } from '../names.ts';
import { check } from './check.ts';
import { mainFile, registered, valuesByKey } from './values.ts';

export const keyEmpty = check('key-empty', 'error', 'no required key is empty', (view) =>
  [...(valuesByKey(view)?.values() ?? [])]
    .filter(({ value }) => value.isEmpty)
    .map(({ key, line }) => ({
      severity: registered(view, key)?.optional === false ? ('error' as const) : ('info' as const),
      where: `${mainFile(view)}:${line} ${shownName(key)}`,
      message: `${shownName(key)} is empty; the worker takes it as not set`,
      remedy: `see what it is for: pine-env keys ${shownName(key)}`,
    })),
);
