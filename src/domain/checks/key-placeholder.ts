import { shownName } from '../names.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { check } from './check.ts';
import { allAssignments } from './values.ts';

export const keyPlaceholder = check(
  'key-placeholder',
  'error',
  'no value is still a template',
  (view) =>
    allAssignments(view)
      .filter(({ value }) => looksLikePlaceholder(value.reveal()))
      .map(({ key, line, where }) => ({
        where: `${where}:${line} ${shownName(key)}`,
        message: `${shownName(key)} still holds the placeholder of a template`,
        remedy: `see where its value comes from: pine-env keys ${shownName(key)}`,
      })),
);
