import { durationOf } from '../domain/child/duration.ts';
import { commandExit, exit, exitCodeOf } from '../domain/exit-code.ts';
import { schemaOf } from '../domain/report.ts';
import { fail } from '../errors.ts';
import { noteLines } from '../render/speech.ts';
import { openShell, type ShellRequest } from '../steps/open-shell.ts';
import type { Command, Given } from './command.ts';
import { keyringFor } from './keyring-for.ts';
import { shareOf, shareOptions } from './share-of-keys.ts';

/** `shell PROFILE`: a sub-shell with a profile's keys, a badge and an end; its exit code is ours. */
export const shell: Command = {
  verb: 'shell',
  options: {
    shell: { type: 'string', value: 'SHELL', describe: 'bash, zsh, fish or sh; else $SHELL' },
    for: {
      type: 'string',
      value: 'TIME',
      describe: '90s, 30m or 2h, then the keys go; live: 30m unless said otherwise',
    },
    ...shareOptions,
  },
  examples: [
    { line: 'pine-env shell paper', about: 'instead of sourcing the env file; `exit` leaves it' },
    {
      line: 'pine-env shell live --for 10m',
      about: 'asks for the phrase; ten minutes, then no keys',
    },
  ],
  run: async (given, host) => {
    if (given.text('file') === undefined && given.words.length === 0) noProfile();
    const request = requestOf(given);
    const keyring = await keyringFor(host, given);
    const { becomes, notes } = await openShell(host, keyring, request);
    return {
      schema: schemaOf('shell'),
      root: keyring.root?.path ?? null,
      outcome: 'done',
      exit: exit.done,
      findings: notes,
      becomes,
    };
  },
  text: (report, paint) => noteLines(paint, report.findings),
  exitOf: ({ kind, rule }) => commandExit(rule) ?? exitCodeOf(kind),
};

function requestOf(given: Given): ShellRequest {
  const shell = given.text('shell');
  const time = given.text('for');
  return {
    share: shareOf(given),
    ...(shell === undefined ? {} : { shell }),
    ...(time === undefined ? {} : { seconds: durationOf(time) ?? noDuration() }),
  };
}

function noProfile(): never {
  return fail({
    kind: 'usage',
    rule: 'no-profile',
    message: 'which profile?',
    remedy: 'pine-env list',
  });
}

function noDuration(): never {
  return fail({
    kind: 'usage',
    rule: 'not-a-time',
    message: '--for takes a number and s, m or h, up to a day',
    remedy: 'pine-env shell paper --for 30m',
  });
}
