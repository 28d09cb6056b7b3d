import { fail, PineError } from '../../errors.ts';
import type { ConfigReading } from './runtime-config.ts';

/** Why Python raises on a config; each phrase goes on after the file's name. */
const unusable = {
  'not-utf8': 'is not UTF-8',
  'control-character': 'has a character that YAML does not allow',
  character: 'has a character that can begin nothing here, such as a tab between two parts',
  colon: 'has a colon where no value may begin; a value with a colon in it wants quotes',
  'no-colon': 'has a line that should be a field and has no colon',
  dash: 'has a list entry where none may begin',
  'question-mark': 'has a ? key where none may begin',
  quote: 'has a quote that is not closed',
  'quoted-separator': 'has a --- or ... line within quotes',
  escape: 'has an escape in double quotes that YAML does not know',
  'block-text': 'has a | or > with something behind it that does not belong there',
  anchor: 'has an & or * that is followed by no name',
  'anchor-twice': 'has two anchors of one name',
  alias: 'has an alias whose anchor was not seen before',
  tag: 'has a ! tag that is not one',
  'tag-unknown': 'has a tag, or a bare = or <<, that the safe loader does not make a value of',
  'tag-unfit': 'has a ! tag on something that it does not fit',
  directive: 'has a % directive that is not one',
  documents: 'holds more than one document',
  structure: 'has something that fits no block or bracket here, or a bracket is not closed',
  key: 'has a list or map as a key',
  merge: 'merges (<<) something that is no map',
  value: 'has a number, date or flag that does not exist',
} as const;

/** Why it cannot be told what Python makes of a config. */
const unclear = {
  'too-large': 'is larger than 4 MiB',
  'too-deep': 'is nested more than 100 levels deep',
  'too-many': 'holds more than 250,000 values once its aliases are followed',
  'contains-itself': 'has a list or map that contains itself',
  'half-characters': 'spells one character as two halves in a text',
  'long-number': 'has a number of more than 4300 digits',
  'foreign-digits': 'has a ! tag that makes a number of letters that are not ASCII',
} as const;

/** What is said of the config for every rule that its reading may name. */
export const configRules: Readonly<Record<string, string>> = { ...unusable, ...unclear };

/** A rule that ends a reading; `not-json` ends the first attempt only. */
export type ConfigRule = keyof typeof unusable | keyof typeof unclear | 'not-json';

/** Ends the reading; `stopped` makes the answer of it, so that nothing leaves the readers. */
export function stop(rule: ConfigRule, line?: number): never {
  const where = line === undefined ? {} : { where: String(line) };
  return fail({ kind: 'bad-config', rule, message: rule, remedy: rule, ...where });
}

/** The rule that a reading was stopped by; undefined for any other error. */
export function stoppedBy(error: unknown): string | undefined {
  return error instanceof PineError ? error.facts.rule : undefined;
}

/** The reading that was stopped; what nobody foresaw still escapes. */
export function stopped(error: unknown): ConfigReading {
  if (!(error instanceof PineError)) throw error;
  const { rule, where } = error.facts;
  const kind = rule in unclear ? 'unclear' : 'unusable';
  return { kind, rule, ...(where !== undefined && { line: Number(where) }) };
}
