import { commandExit, exit, exitCodeOf } from '../domain/exit-code.ts';
import { schemaOf } from '../domain/report.ts';
import { fail } from '../errors.ts';
import { noteLines } from '../render/speech.ts';
import { commandShown, commandWords } from '../steps/command-to-become.ts';
import { hiddenFrom } from '../steps/hidden-from.ts';
import { clearedFor, environmentUnder, startWith } from '../steps/start-under-profile.ts';
import type { Command } from './command.ts';
import { keyringFor } from './keyring-for.ts';
import { shareOf, shareOptions } from './share-of-keys.ts';

/** `run PROFILE -- CMD`: one command with a profile's keys, and nobody else's; its exit code is ours. */
export const run: Command = {
  verb: 'run',
  options: {
    ...shareOptions,
    redact: {
      type: 'boolean',
      describe: 'hide every secret known here in what the command prints, however it is encoded',
    },
  },
  examples: [
    {
      line: 'pine-env run paper -- python -m pine',
      about: 'one command on paper, whatever is linked',
    },
    {
      line: 'pine-env run live --only DATABENTO_API_KEY -- python fetch.py',
      about: 'asks for the phrase; the command gets this one key',
    },
  ],
  run: async (given, host) => {
    if (given.text('file') === undefined && given.words.length === 0) noProfile();
    const words = commandWords(given.command ?? []);
    const keyring = await keyringFor(host, given);
    const share = shareOf(given);
    const child = { verb: 'run', what: `start ${commandShown(words)} once` };
    const cleared = await clearedFor(host, keyring, share, child);
    const { environment, notes } = environmentUnder(cleared, share);
    const hidden = given.flag('redact') ? hiddenFrom(cleared, share) : undefined;
    const started = await startWith(host, cleared, words, environment);
    return {
      schema: schemaOf('run'),
      root: keyring.root?.path ?? null,
      outcome: 'done',
      exit: exit.done,
      findings: [...notes, ...(hidden?.notes ?? [])],
      becomes: hidden === undefined ? started : { ...started, hides: hidden.texts },
    };
  },
  text: (report, paint) => noteLines(paint, report.findings),
  exitOf: ({ kind, rule }) => commandExit(rule) ?? exitCodeOf(kind),
};

function noProfile(): never {
  return fail({
    kind: 'usage',
    rule: 'no-profile',
    message: 'which profile? and, behind --, which command?',
    remedy: 'pine-env run paper -- COMMAND',
  });
}
