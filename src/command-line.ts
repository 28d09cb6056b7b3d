import type { Argv, Options } from 'yargs';
import type { Command, Given, Option } from './commands/command.ts';
import { everywhere } from './commands/everywhere.ts';
import { givenFrom } from './commands/given-from.ts';
import { verbs } from './commands/index.ts';
import { typedAs } from './commands/typed-as.ts';
import { halves, plainValues, type Values } from './domain/plain-command-line.ts';
import {
  emptyRoot,
  givenTwice,
  misunderstood,
  notANumber,
  noVerb,
  refuseKeys,
  takesNoValue,
  tooManyWords,
  unknownOption,
} from './domain/usage-errors.ts';
import { PineError } from './errors.ts';

/** What a command line came to. */
export type Line =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly given: Given;
      readonly json: boolean;
      readonly quiet: boolean;
      readonly noColor: boolean;
    };

/** Reads a command line with yargs; `command` is the verb that stands in it, if one does. */
export async function parseLine(
  argv: readonly string[],
  command: Command | undefined,
): Promise<Line> {
  const { own, behind } = halves(argv);
  const plain = plainValues(own);
  if (command !== undefined && plain !== undefined) return lineFrom(plain, command, behind);
  const { default: yargs } = await import('yargs');
  const parser =
    command === undefined ? parserOfAll(bare(yargs)) : parserOf(bare(yargs, command), command);
  const known = { ...everywhere, ...command?.options };
  const values = await valuesIn(parser, own, command?.verb ?? '');
  if (command === undefined && values.json === true) noVerb();
  if (values.help === true || (command === undefined && values.version !== true)) {
    return { kind: 'help', text: `${await parser.getHelp()}${examplesOf(command)}` };
  }
  if (values.version === true || command === undefined) return { kind: 'version' };
  refuseStrangers(values, known, command);
  refuseValues(own, known);
  return lineFrom(values, command, behind);
}

/** Options whose values are shown or journalled as they were typed. */
function shownOptions({ options }: Command): readonly string[] {
  return Object.entries({ ...everywhere, ...options })
    .filter(([name, { value }]) => name === 'reason' || /^(?:FILE|DIR|UNIT)$/.test(value ?? ''))
    .map(([name]) => name);
}

/** yargs keeps options in plain objects, and stumbles over what every object has: `--toString`. */
async function valuesIn(parser: Argv, own: readonly string[], verb: string): Promise<Values> {
  try {
    return (await parser.parseAsync([...own])) as Values;
  } catch (error) {
    if (error instanceof PineError) throw error;
    return misunderstood(null, { verb, needs: () => undefined });
  }
}

function lineFrom(values: Values, command: Command, behind: readonly string[] | undefined): Line {
  const takesCommand = usageOf(command).includes('--');
  const words = [...wordsIn(values), ...(takesCommand ? [] : (behind ?? []))];
  if (words.length > wordsTaken(command)) tooManyWords(command.verb, takesCommand);
  if (values.root === '') emptyRoot();
  refuseKeys(values, shownOptions(command));
  return {
    kind: 'run',
    command,
    given: givenFrom(values, words, takesCommand ? behind : undefined),
    json: values.json === true,
    quiet: values.quiet === true,
    noColor: values['no-color'] === true,
  };
}

function bare(yargs: (argv: readonly string[]) => Argv, command?: Command): Argv {
  return yargs([])
    .scriptName('pine-env')
    .exitProcess(false)
    .detectLocale(false)
    .help(false)
    .version(false)
    .wrap(80)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
    })
    .options(optionsFor(everywhere))
    .fail((message) =>
      misunderstood(message, {
        verb: command?.verb ?? '',
        needs: (option) => command?.options[option]?.needs,
      }),
    );
}

function parserOfAll(parser: Argv): Argv {
  const width = Math.max(...verbs.map(({ verb }) => verb.length));
  const lines = verbs.map(({ verb, summary }) => `  ${verb.padEnd(width)}  ${summary}`);
  return parser
    .usage(`pine-env VERB [options]\n\n${lines.join('\n')}`)
    .epilogue('Each verb: pine-env VERB --help. In trouble: pine-env use paper');
}

function parserOf(bare: Argv, command: Command): Argv {
  const found = verbs.find(({ verb }) => verb === command.verb);
  const parser = bare
    .usage(`pine-env ${typedAs(found ?? { ...command, usage: '' })}\n\n${found?.summary ?? ''}`)
    .options(optionsFor(command.options));
  if (command.notes !== undefined) parser.epilogue(command.notes.join('\n\n'));
  return parser;
}

/** Ours, since yargs breaks a command in two where both columns do not fit: it could not be pasted. */
function examplesOf(command: Command | undefined): string {
  if (command === undefined) return '';
  const lines = command.examples.map(({ line, about }) => `  ${line}\n      ${about}`);
  return ['\n\nExamples:', ...lines].join('\n');
}

function optionsFor(options: Readonly<Record<string, Option>>): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, describe, value }]) => [
      name,
      {
        type: type === 'array' ? 'array' : type,
        describe: value === undefined ? describe : `${value}: ${describe}`,
        ...(type === 'boolean' ? {} : { requiresArg: true }),
        ...(type === 'array' ? { string: true } : {}),
      } as Options,
    ]),
  );
}

/** Words and options nobody asked for are refused; a word is shown only if it cannot be a secret. */
function refuseStrangers(
  values: Values,
  known: Readonly<Record<string, Option>>,
  command: Command,
): void {
  const names = Object.keys(values).filter((name) => !['_', '$0'].includes(name));
  for (const name of names) {
    if (Object.hasOwn(known, name)) continue;
    // An option of a command that stands in the wrong place is none of ours that was mistyped.
    if (usageOf(command).includes('--') && wordsIn(values).length > wordsTaken(command)) {
      tooManyWords(command.verb, true);
    }
    unknownOption(name, Object.keys(known), command.verb, command.notTaken?.[name]);
  }
  for (const [name, { type }] of Object.entries(known)) {
    if (type !== 'array' && Array.isArray(values[name])) givenTwice(name, command.verb);
    if (type === 'number' && Number.isNaN(values[name])) notANumber(name, command.verb);
  }
}

/** yargs takes `--find=VALUE` for "not", and says nothing of it. */
function refuseValues(own: readonly string[], known: Readonly<Record<string, Option>>): void {
  for (const [name, { type }] of Object.entries(known)) {
    const isGiven = own.some((word) => word.startsWith(`--${name}=`));
    if (type === 'boolean' && isGiven) takesNoValue(name);
  }
}

function usageOf({ verb }: Command): string {
  return verbs.find((one) => one.verb === verb)?.usage ?? '';
}

/** How many words a verb takes in front of any `--`; dots after the last one stand for any number. */
function wordsTaken(command: Command): number {
  const words = usageOf(command)
    .replace(/\[?--.*/, '')
    .split(' ')
    .filter((word) => word !== '');
  return words.at(-1)?.includes('...') ? Infinity : words.length;
}

function wordsIn(values: Values): readonly string[] {
  return ((values._ as unknown[] | undefined) ?? []).slice(1).map(String);
}
