import * as v from 'valibot';
import type { Complaint } from './config-complaints.ts';
import { type ConfigIssue, issueFromSchema, type Read, reservedFields } from './config-issue.ts';
import { envNamePattern, keyNamePattern, profileNamePattern } from './names.ts';
import { loosenessOf } from './tame-pattern.ts';

/** A block of exactly these fields; an unknown one is reported together with the known names. */
export function block<const T extends v.ObjectEntries>(entries: T) {
  return noList(v.strictObject(entries, Object.keys(entries).join(' ')));
}

/** A block whose field names are free within `name`. */
export function named<
  const K extends v.GenericSchema<string, string>,
  const V extends v.GenericSchema,
>(name: K, value: V) {
  return noList(v.record(name, value));
}

/** The schema library takes a list for a block; an empty one would pass as an empty block. */
function noList<const S extends v.GenericSchema>(schema: S): S {
  return {
    ...schema,
    '~run': (dataset, config) =>
      schema['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config),
  };
}

/** Text that matches `pattern`; otherwise the complaint is what people read. */
export function text(pattern: RegExp, complaint: Complaint, description: string) {
  return v.pipe(v.string(), v.regex(pattern, complaint), v.description(description));
}

/** A choice that may be left out and is then `fallback`. */
export function either<const T extends readonly string[]>(
  options: T,
  fallback: T[number],
  description: string,
) {
  return v.optional(v.pipe(v.picklist(options), v.description(description)), fallback);
}

/** One line for people: no control or direction characters, which could repaint a terminal. */
export const plainLine = /^[ -~\u00a0-\u2027\u202f-\u2065\u206a-\uffff]{1,500}$/;

/** A plain line, as a field. */
export function sentence(description: string) {
  return text(plainLine, 'one-line', description);
}

/** True for a regular expression that compiles, and that no text can keep busy for ever. */
export function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp && loosenessOf(pattern) !== undefined;
  } catch {
    return false;
  }
}

/** An account, by its name or its number. */
export const account = v.union([
  text(/^[A-Za-z_][A-Za-z0-9_.-]{0,31}\$?$/, 'account-name', 'A name that getent knows'),
  v.pipe(
    v.number(),
    v.integer('account-number'),
    v.minValue(0, 'account-number'),
    v.maxValue(0xfffffffe, 'account-number'),
  ),
]);

/** A profile's or environment's name. */
export const profileName = text(profileNamePattern, 'profile-name', 'The name of a profile');
/** A key's name. */
export const keyName = text(keyNamePattern, 'key-name', 'The name of a key');
/** A link's or env file's name. */
export const envName = text(envNamePattern, 'env-name', 'A bare file name in Deployment/env');

/** Holds `value` against `schema`, then `judge` for what a schema cannot say. */
export function readWith<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  judge: (raw: v.InferOutput<S>) => readonly ConfigIssue[],
): Read<v.InferOutput<S>> {
  const reserved = reservedFields(value);
  const result = v.safeParse(schema, value);
  const issues = result.success ? judge(result.output) : result.issues.map(issueFromSchema);
  if (!result.success || issues.length > 0 || reserved.length > 0) {
    return { kind: 'bad', issues: [...reserved, ...issues] };
  }
  return { kind: 'good', value: result.output };
}
