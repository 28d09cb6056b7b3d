import { fail } from '../errors.ts';
import { nearestName, shownName } from './names.ts';
import { documentedIn } from './providers/documented.ts';

/** A verb as a usage error knows it: its name, and what an option's value would be. */
export interface Misread {
  readonly verb: string;
  needs(option: string): { readonly what: string; readonly like: string } | undefined;
}

/** What yargs refused, without its words: they repeat what was typed. */
export function misunderstood(message: string | null, { verb, needs }: Misread): never {
  const missing = /^Not enough arguments following: ([a-z-]+)$/.exec(message ?? '')?.[1];
  const needed = missing === undefined ? undefined : needs(missing);
  return fail({
    kind: 'usage',
    rule: 'bad-command-line',
    message:
      missing === undefined
        ? 'the command line was not understood'
        : `--${missing} needs ${needed?.what ?? 'a value'}`,
    remedy:
      needed === undefined ? helpOf(verb) : `like: pine-env ${verb} --${missing} ${needed.like}`,
  });
}

function helpOf(verb: string): string {
  return verb === '' ? 'pine-env --help' : `pine-env ${verb} --help`;
}

/** An option the verb does not have; `instead` is what to do, where that is known. */
export function unknownOption(
  name: string,
  known: readonly string[],
  verb: string,
  instead?: string,
): never {
  const nearest = nearestName(name, known);
  const guess = nearest === undefined ? helpOf(verb) : `did you mean --${nearest}?`;
  return fail({
    kind: 'usage',
    rule: 'unknown-option',
    message: `${verb} has no option --${shownName(name)}`,
    remedy: instead ?? guess,
  });
}

/** Of two roots or two reasons neither may win silently. */
export function givenTwice(name: string, verb: string): never {
  return fail({
    kind: 'usage',
    rule: 'given-twice',
    message: `--${name} may be given once only`,
    remedy: helpOf(verb),
  });
}

/** `--json` with nothing to report on. */
export function noVerb(): never {
  return fail({
    kind: 'usage',
    rule: 'no-verb',
    message: 'which verb?',
    remedy: 'pine-env --help',
  });
}

/** What an unset variable leaves of `--root "$ROOT"`: taken for a path it would be the working directory. */
export function emptyRoot(): never {
  return fail({
    kind: 'usage',
    rule: 'empty-root',
    message: '--root is empty',
    remedy: 'name a directory, or leave --root out',
  });
}

/** A key that was pasted where a path, a unit or a reason belongs: it would be shown, or journalled. */
export function refuseKeys(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  for (const name of names) {
    if (![values[name]].flat().some(holdsKey)) continue;
    fail({
      kind: 'usage',
      rule: 'key-typed',
      message: `what stands behind --${name} holds a key; nothing was changed`,
      remedy: "it is in your shell's history now: see where with pine-env check --account",
    });
  }
}

function holdsKey(value: unknown): boolean {
  return typeof value === 'string' && documentedIn(value) !== undefined;
}

/** An option that takes a number got something else. */
export function notANumber(name: string, verb: string): never {
  return fail({
    kind: 'usage',
    rule: 'not-a-number',
    message: `--${name} takes a number`,
    remedy: helpOf(verb),
  });
}

/** A value behind an option that is a yes by itself; it is not repeated, since it may be a key. */
export function takesNoValue(name: string): never {
  return fail({
    kind: 'usage',
    rule: 'takes-no-value',
    message: `--${name} takes no value`,
    remedy: `write --${name} alone`,
  });
}

/** More words than the verb takes; of one that takes a command they are mostly that, without its `--`. */
export function tooManyWords(verb: string, takesCommand = false): never {
  return fail({
    kind: 'usage',
    rule: 'too-many-words',
    message: `${verb} does not take that many words`,
    remedy: takesCommand ? `a command stands behind --: see ${helpOf(verb)}` : helpOf(verb),
  });
}
