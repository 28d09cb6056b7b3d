import type { View } from '../checks/check.ts';
import { configExpectations } from '../checks/expectation-not-met.ts';
import { registered } from '../checks/values.ts';
import { judgeExpectation } from '../expectation.ts';
import type { Finding } from '../finding.ts';
import { shownName } from '../names.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import type { Values } from './may-come.ts';

/**
 * What speaks against starting a command with values that stand in no file: a setting that is not what the
 * profile expects, as the worker judges it with its runtime config first; and a secret that is empty, which
 * is how a CI runner says that it was never set, or still a template's.
 */
export function judgeValues(view: View, values: Values): readonly Finding[] {
  return [...unmet(view, values), ...voids(view, values)];
}

function unmet(view: View, values: Values): readonly Finding[] {
  const fromConfig = configExpectations(view);
  return [...view.profile.expect].flatMap(([key, expected]) => {
    const decided = fromConfig.get(key);
    const text = values.get(key)?.reveal();
    const faults = decided ?? [judgeExpectation(key, expected, text) ?? []].flat();
    return faults.map((fault) => finding('expectation-not-met', key, fault));
  });
}

function voids(view: View, values: Values): readonly Finding[] {
  return [...values].flatMap(([key, value]) => {
    if (registered(view, key)?.secret === false) return [];
    const remedy = `see where its value comes from: pine-env keys ${shownName(key)}`;
    if (value.reveal().trim() === '') {
      return [
        finding('key-empty', key, {
          message: `the source gives no value for ${shownName(key)}`,
          remedy,
        }),
      ];
    }
    if (!looksLikePlaceholder(value.reveal())) return [];
    const message = `the source gives ${shownName(key)} the placeholder of a template`;
    return [finding('key-placeholder', key, { message, remedy })];
  });
}

function finding(
  rule: string,
  key: string,
  { message, remedy }: { readonly message: string; readonly remedy: string },
): Finding {
  return { rule, severity: 'error', where: shownName(key), message, remedy };
}
