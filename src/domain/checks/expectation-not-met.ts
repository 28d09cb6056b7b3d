import { judgeExpectation } from '../expectation.ts';
import { check } from './check.ts';
import { mainFile, valuesByKey } from './values.ts';

export const expectationNotMet = check(
  'expectation-not-met',
  'error',
  'settings are what the profile expects, as the worker judges them',
  (view) => {
    const values = valuesByKey(view);
    if (values === undefined) return [];
    return [...view.profile.expect].flatMap(([key, expectation]) => {
      const assignment = values.get(key);
      const fault = judgeExpectation(key, expectation, assignment?.value.reveal());
      if (fault === undefined) return [];
      const line = assignment === undefined ? '' : `:${assignment.line}`;
      return [{ where: `${mainFile(view)}${line} ${key}`, ...fault }];
    });
  },
);
