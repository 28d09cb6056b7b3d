import type { BaseIssue } from 'valibot';
import type { ErrorFacts } from '../errors.ts';
import { type Complaint, complaints } from './config-complaints.ts';
import type { ParsedConfig } from './config-text.ts';
import { nearestName, reservedNames, shownName } from './names.ts';

export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong in a YAML file. Holds names of fields, never a field's value. */
export interface ConfigIssue {
  readonly path: ConfigPath;
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
}

/** A value that fits its schema, or everything that is wrong with it. */
export type Read<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'bad'; readonly issues: readonly ConfigIssue[] };

/** The issues as `bad-config` errors, each with its file and line. */
export function issuesAsErrors(
  parsed: ParsedConfig,
  file: string,
  issues: readonly ConfigIssue[],
): readonly ErrorFacts[] {
  return issues.map(({ path, rule, message, remedy }) => ({
    kind: 'bad-config',
    rule,
    message,
    remedy,
    where: `${file}:${parsed.lineOf(path)}`,
  }));
}

/** An issue about the field at `path`, in the words of the table of complaints. */
export function issueAt(path: ConfigPath, complaint: Complaint): ConfigIssue {
  const { rule, says, remedy } = complaints[complaint];
  return { path, rule, message: `${shownPath(path)} ${says}`, remedy };
}

/** What the schema found, without the values it found it in. */
export function issueFromSchema(issue: BaseIssue<unknown>): ConfigIssue {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  if (isComplaint(issue.message)) return issueAt(path, issue.message);
  if (issue.expected === 'never') return unknownField(path, issue.message.split(' '));
  if (issue.type === 'strict_object' && issue.expected?.startsWith('"')) return missingField(path);
  return wrongType(path, issue);
}

/** Fields that bear a name every object has; a schema would pass over them in silence. */
export function reservedFields(value: unknown, path: ConfigPath = []): readonly ConfigIssue[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    return [
      ...(reservedNames.includes(name) ? [issueAt(here, 'reserved-name')] : []),
      ...reservedFields(inner, here),
    ];
  });
}

function isComplaint(message: string): message is Complaint {
  return Object.hasOwn(complaints, message);
}

function unknownField(path: ConfigPath, known: readonly string[]): ConfigIssue {
  const name = String(path.at(-1));
  const meant = nearestName(name, known);
  return {
    path,
    rule: 'unknown-field',
    message: `${shownPath(path)} is not a field`,
    remedy: meant === undefined ? `known here: ${known.join(', ')}` : `did you mean ${meant}?`,
  };
}

function missingField(path: ConfigPath): ConfigIssue {
  return {
    path,
    rule: 'missing-field',
    message: `${shownPath(path)} is missing`,
    remedy: `add the field ${shownName(String(path.at(-1)))}`,
  };
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  Object: 'a block of fields',
  Array: 'a list',
};

function wrongType(path: ConfigPath, { expected, input }: BaseIssue<unknown>): ConfigIssue {
  const wanted = expected ?? 'something else';
  const bare = typeof input === 'number' || typeof input === 'boolean';
  const quote = bare && /string|"/.test(wanted);
  return {
    path,
    rule: 'wrong-type',
    message: `${shownPath(path)} must be ${words[wanted] ?? choices(wanted)}`,
    remedy: quote
      ? 'quote it: without quotes YAML reads a number or a yes/no, and leading zeros are lost'
      : 'see profiles/schema for what may stand here',
  };
}

/** `("a" | "b")`, as the schema library words a choice, for people. */
function choices(expected: string): string {
  const options = expected.replace(/[()"]/g, '').split(' | ');
  const named = options.map((option) => words[option] ?? option);
  return named.length === 1 ? String(named[0]) : `one of: ${named.join(', ')}`;
}

function shownPath(path: ConfigPath): string {
  if (path.length === 0) return 'the file';
  const steps = path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${shownName(step)}`,
  );
  return steps.join('').replace(/^\./, '');
}
