import { fail } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import { fileChecks, judge } from '../checks/index.ts';
import { envPath } from '../layout.ts';

/** Throws `refused`: the values cannot be written so that every declared loader reads them alike. */
export function cannotPull(
  file: string,
  said: { readonly rule: string; readonly message: string; readonly remedy: string },
): never {
  const where = envPath(file);
  return fail({
    kind: 'refused',
    rule: said.rule,
    message: `${where}: ${said.message}; nothing was changed`,
    remedy: said.remedy,
    where,
  });
}

/** A file that is not there, or holds nothing, is what a pull is for. */
const mayBeSo = ['env-file-missing', 'env-file-empty'];

/** Throws `unsafe-file` for a file that nobody may trust to begin with. */
export function refuseUnsafe(view: View): void {
  const [first] = judge(fileChecks, view).filter(
    ({ severity, rule }) => severity === 'error' && !mayBeSo.includes(rule),
  );
  if (first === undefined) return;
  const { rule, where, message, remedy } = first;
  fail({ kind: 'unsafe-file', rule, message: `${where}: ${message}`, remedy, where });
}

/** Throws `refused`: a copy in place would go on with the old values. */
export function refuseCopy({ profile }: View, linked: boolean): void {
  if (profile.activation !== 'copy' || !linked) return;
  fail({
    kind: 'refused',
    rule: 'copy-in-place',
    message: `${profile.name} is active as a copy, which this does not renew; nothing was changed`,
    remedy: 'make another profile active first, pull, and come back: pine-env list',
  });
}

/** Throws `changed-since-consent`: what was judged is not what stands there now. */
export function changedMeanwhile(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed meanwhile; nothing was changed`,
    remedy: 'look at what stands now: pine-env status',
  });
}
