import { camps, namesOf } from '../agreement.ts';
import { type Decided, decidedByConfig, handsOn } from '../config-facts.ts';
import { judgeExpectation, judgeFlag } from '../expectation.ts';
import type { Expectation } from '../profile.ts';
import { check, type View } from './check.ts';
import { mainFile, type Placed, placeOf, valuesByKey } from './values.ts';

interface Fault {
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
}

export const expectationNotMet = check(
  'expectation-not-met',
  'error',
  'settings are what the profile expects, as the worker judges them under every loader',
  (view) => {
    if (valuesByKey(view) === undefined) return [];
    const fromConfig = configExpectations(view);
    return [...view.profile.expect].flatMap(([key, expected]) => {
      const decided = fromConfig.get(key);
      if (decided !== undefined) return decided;
      const placed = placeOf(view, key);
      return placed === undefined
        ? unsetFault(view, key, expected)
        : placedFaults(placed, key, expected);
    });
  },
);

/** What is wrong with each expected setting that the runtime config decides, whatever else says; none: it is right. */
export function configExpectations(view: View): ReadonlyMap<string, readonly Fault[]> {
  const decisions = decidedByConfig(view).filter((one) => !handsOn(one));
  return new Map(
    [...view.profile.expect].flatMap(([key, expected]) => {
      const own = decisions.filter(({ seen }) => seen.key === key);
      return own.length === 0
        ? []
        : [[key, own.flatMap((one) => configFaults(one, key, expected))]];
    }),
  );
}

/** What stands in the runtime config counts, not what stands in the env file. */
function configFaults({ where, seen }: Decided, key: string, expected: Expectation) {
  const fault =
    'flag' in expected
      ? judgeFlag(key, expected.flag, seen.flag)
      : judgeExpectation(key, expected, seen.value?.reveal());
  return fault === undefined ? [] : [{ where, ...fault }];
}

function unsetFault(view: View, key: string, expected: Expectation) {
  const fault = judgeExpectation(key, expected, undefined);
  return fault === undefined ? [] : [{ where: `${mainFile(view)} ${key}`, ...fault }];
}

/** One fault for each group of loaders that read it alike. */
function placedFaults({ where, voices }: Placed, key: string, expected: Expectation) {
  const groups = camps(voices);
  const line = voices.flatMap(({ says }) => (says.kind === 'value' ? says.line : []))[0];
  return groups.flatMap((camp) => {
    const [{ says }] = camp;
    const text = says.kind === 'value' ? says.value.reveal() : undefined;
    const fault = judgeExpectation(key, expected, text);
    if (fault === undefined) return [];
    const who = groups.length === 1 ? '' : `for ${namesOf(camp, voices)}, `;
    return [
      { where: `${where}:${line} ${key}`, message: who + fault.message, remedy: fault.remedy },
    ];
  });
}
