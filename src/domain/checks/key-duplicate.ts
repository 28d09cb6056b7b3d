import { shownName } from '../names.ts';
import { check } from './check.ts';
import { allAssignments } from './values.ts';

export const keyDuplicate = check(
  'key-duplicate',
  'error',
  'every key stands once in a file',
  (view) => {
    const first = new Map<string, number>();
    return allAssignments(view).flatMap(({ key, line, where }) => {
      // Not by the shown name: two long names are shown alike.
      const place = `${where} ${key}`;
      const before = first.get(place);
      if (before === undefined) first.set(place, line);
      if (before === undefined) return [];
      return [
        {
          where: `${where}:${line} ${shownName(key)}`,
          message: `${shownName(key)} is set again; line ${before} already sets it, and the last one wins`,
          remedy: 'keep one of the two lines',
        },
      ];
    });
  },
);
