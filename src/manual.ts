import type { Command, Option } from './commands/command.ts';
import { everywhere } from './commands/everywhere.ts';
import { type Verb, verbs } from './commands/index.ts';
import { typedAs } from './commands/typed-as.ts';
import { exit, exitCodeOf } from './domain/exit-code.ts';
import { layout } from './domain/layout.ts';
import { roffCode, roffProse, roffText, roffWord } from './render/roff.ts';

/** The man page pine-env(1), from the verbs' own definitions. For the build only: it loads every verb. */
export async function manual(version: string): Promise<string> {
  const commands = await Promise.all(verbs.map(async (verb) => verbLines(verb, await verb.load())));
  const lines = [
    `.TH PINE\\-ENV 1 "" ${roffWord(`pine-env ${version}`)} "pine\\-env"`,
    ...['.SH NAME', 'pine\\-env \\- tells whether a host trades on paper or with real money'],
    ...['.SH SYNOPSIS', '.nf', ...synopsis(), '.fi'],
    ...['.SH DESCRIPTION', ...description.flatMap((one) => ['.PP', roffProse(one)])],
    ...['.SH OPTIONS', 'Every verb takes these.', ...optionLines(everywhere)],
    ...['.SH VERBS', ...commands.flat()],
    ...['.SH EXIT STATUS', ...meanings.flatMap(([code, what]) => tagged(`${code}`, what))],
    ...['.SH ENVIRONMENT', ...variables.flatMap(([name, what]) => tagged(name, what))],
    ...['.SH FILES', ...files.flatMap(([path, what]) => tagged(path, what))],
    ...['.SH SEE ALSO', '.BR systemd.exec (5),', '.BR flock (1)'],
  ];
  return `${lines.join('\n')}\n`;
}

const description = [
  'It answers one question with proof: what will trade, and with whose keys? And it makes one change safely: `pine-env use paper` and `pine-env use live`.',
  'A switch moves a symbolic link. A running worker keeps its old keys until it is restarted, and a worker that crashes comes back with the keys that the link names then: hence `--restart`.',
  'Going to paper is the panic button: it asks nothing and needs nothing. Going live asks a person at a terminal for a line that is different every time. No secret is ever shown; where one has to be told from another, its fingerprint is.',
] as const;

/** A number's meaning, for whoever sees no more than the number. */
const meanings: readonly (readonly [code: number, what: string])[] = [
  [exit.done, 'done, or nothing to do, or the answer is yes'],
  [exit.no, 'the answer is no: an error finding, not the expected state, or unproven'],
  [exitCodeOf('usage'), 'the command line was not understood; nothing was changed'],
  [exitCodeOf('refused'), 'a guard said no, or the person did; nothing was switched'],
  [exitCodeOf('unsafe-file'), 'an owner, a mode, a link, or a file that may not be read'],
  [
    exitCodeOf('bad-config'),
    'a profile, the registry or an env file is wrong, or there is no root',
  ],
  [
    exitCodeOf('provider'),
    'a provider, a store or the system failed; a switch to live was taken back',
  ],
  [exitCodeOf('busy'), 'somebody else holds the lock; the message names them'],
  [exit.unreported, 'done, but it could not be journalled or reported'],
  [exitCodeOf('bug'), 'a fault of this program'],
  [exit.gateRefused, '`gate` refused to start the worker'],
  [exit.notExecutable, '`gate`, `run`, `shell`: the command may not be run'],
  [exit.notFound, '`gate`, `run`, `shell`: there is no such command'],
];

const variables = [
  ['PINE_ENV_ROOT', 'the root, where `--root` says none'],
  ['PINE_ENV_PROFILE, PINE_ENV_TIER', 'set by `run` and `shell`: whose keys a command has'],
  ['NO_COLOR', 'no colours'],
] as const;

const files = [
  [`${layout.profiles}/*.yaml`, 'one profile each; committed'],
  [`${layout.profiles}/keys.yaml`, 'which key, by fingerprint, belongs where; never a value'],
  [`${layout.env}/pine-trader.env`, 'the link that the worker reads'],
  [`${layout.env}/*.env`, 'the env files, 0600, never committed'],
  [`${layout.state}/`, 'journal, consent and lock of this host'],
] as const;

function synopsis(): readonly string[] {
  return verbs.map((verb) => [roffCode('pine-env'), roffText(typedAs(verb))].join(' '));
}

function verbLines({ verb, usage, summary }: Verb, command: Command): readonly string[] {
  return [
    `.SS ${roffWord([verb, usage].join(' ').trim())}`,
    roffProse(`${summary}.`),
    ...optionLines(command.options),
    ...(command.notes ?? []).flatMap((note) => ['.PP', roffProse(note)]),
    ...command.examples.flatMap(({ line, about }) => [
      ...['.PP', roffProse(`${about}:`)],
      ...['.RS 4', '.EX', roffText(line), '.EE', '.RE'],
    ]),
  ];
}

function optionLines(options: Readonly<Record<string, Option>>): readonly string[] {
  return Object.entries(options).flatMap(([name, { value, describe }]) =>
    tagged(value === undefined ? `--${name}` : `--${name} ${value}`, describe),
  );
}

function tagged(tag: string, what: string): readonly string[] {
  return ['.TP', `.B ${roffWord(tag)}`, roffProse(what)];
}
