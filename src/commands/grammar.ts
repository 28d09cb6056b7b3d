import { allChecks } from '../domain/checks/index.ts';
import {
  type Grammar,
  type KnownWords,
  kindOf,
  type OptionWords,
  wordsOfUsage,
} from '../domain/completion/grammar.ts';
import { loaderNames } from '../domain/names.ts';
import { shellNames } from '../domain/shells/shell.ts';
import type { Option } from './command.ts';
import { everywhere } from './everywhere.ts';
import { verbs } from './index.ts';

const known: KnownWords = {
  SHELL: shellNames,
  LOADER: loaderNames,
  RULE: allChecks.map(({ rule }) => rule),
};

/** What a command line may hold, as the verbs themselves say it; loads every one of them. */
export async function grammarOfAll(): Promise<Grammar> {
  const loaded = await Promise.all(
    verbs.map(async ({ verb, summary, usage, load }) => ({
      verb,
      summary,
      ...wordsOfUsage(usage, known),
      options: optionsOf((await load()).options),
    })),
  );
  return { verbs: loaded, everywhere: optionsOf(everywhere) };
}

function optionsOf(options: Readonly<Record<string, Option>>): readonly OptionWords[] {
  return Object.entries(options).map(([name, { type, describe, value }]) => ({
    name,
    describe,
    ...(type === 'boolean' ? {} : { takes: kindOf(value ?? '', known) }),
  }));
}
