import * as v from 'valibot';
import { block, readWith, sentence, text } from '../config-fields.ts';
import { issueAt, type Read } from '../config-issue.ts';
import { fitsPath } from './path-glob.ts';

/** Where a tree says which of its paths need no look, at the top of the work tree. */
export const pathRulesFile = '.pine-env-scan.yaml';

const glob = text(
  /^(?!.*\\)[ -~\u00a0-\u2027\u202f-\u2065\u206a-\uffff]{1,200}$/,
  'path-pattern',
  'A path with *, ? and **: test/**/*.json',
);
const ruleName = text(/^[a-z][a-z0-9-]{0,63}$/, 'leak-rule', 'A rule as reports name it');

/** The one schema of `.pine-env-scan.yaml`; editors get it as JSON Schema. */
export const pathRulesSchema = block({
  exclude: v.optional(
    v.pipe(v.array(glob), v.description('Leaks here are not reported, but for our live keys')),
    [],
  ),
  allow: v.optional(
    v.array(block({ rule: ruleName, path: glob, reason: sentence('Why it may stand there') })),
    [],
  ),
});

/** Which paths need no look at all, and which rules do not count where. */
export type PathRules = v.InferOutput<typeof pathRulesSchema>;

/** What holds where there is no such file. */
export const noPathRules: PathRules = { exclude: [], allow: [] };

/** The path rules in `value`, or everything wrong with them; a rule that nobody knows would allow nothing. */
export function readPathRules(value: unknown, known: ReadonlySet<string>): Read<PathRules> {
  return readWith(pathRulesSchema, value ?? {}, ({ allow }) =>
    allow.flatMap(({ rule }, at) =>
      known.has(rule) ? [] : [issueAt(['allow', at, 'rule'], 'leak-rule')],
    ),
  );
}

/** What the rules say of a leak of this rule at this path: the words for a report; undefined when nothing. */
export function saidOfPath(rules: PathRules, rule: string, path: string): string | undefined {
  if (rules.exclude.some((pattern) => fitsPath(pattern, path))) return 'exclude';
  const at = rules.allow.findIndex((one) => one.rule === rule && fitsPath(one.path, path));
  return at < 0 ? undefined : `allow[${at}]`;
}
