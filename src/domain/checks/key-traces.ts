import { grouped } from '../grouped.ts';
import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import type { Trace, TracePlace, TraceSource } from '../traces/trace.ts';
import { type Check, check, type View } from './check.ts';

export const keysInEnvironment = traces(
  'keys-in-environment',
  'environment',
  'no registered key stands in the environment that this command was started from',
  'every program that is started from there gets it',
  forgotten,
);

export const keysInStartupFile = traces(
  'keys-in-startup-file',
  'startup-file',
  'no registered key stands in the start-up files of your shells',
  'every shell and what it starts gets it',
  (trace) => `take the line out${rotated(trace)}`,
);

export const keysInHistory = traces(
  'keys-in-history',
  'history',
  'no registered key stands in the histories of your shells and clients',
  'whoever reads the file has it',
  (trace) => `take the line out (history -d, then history -w)${rotated(trace)}`,
);

export const keysInTerminalMultiplexer = traces(
  'keys-in-terminal-multiplexer',
  'multiplexer',
  'no registered key stands in the environment of tmux or screen',
  'every new window gets it, also after you log in again',
  ({ takeAway, variable }) => `${takeAway ?? 'unset'} ${shownName(variable ?? '')}`,
);

/** What a person's own account is judged by; on a server nobody's account is looked into unasked. */
export const accountChecks: readonly Check[] = [
  keysInEnvironment,
  keysInStartupFile,
  keysInHistory,
  keysInTerminalMultiplexer,
];

/** Under a registered name `pine_forget` takes it as well, and every other key with it. */
function forgotten({ variable, key }: Trace): string {
  const unset = `unset ${shownName(variable ?? '')}`;
  if (variable !== key) return unset;
  return `${unset}; every registered key at once: pine_forget (see pine-env shell-init --help)`;
}

function traces(
  rule: string,
  place: TracePlace,
  about: string,
  so: string,
  remedyOf: (trace: Trace) => string,
): Check {
  return check(rule, 'warning', about, ({ world }: View) => {
    const found = (world.traces?.found ?? []).filter((one) => one.place === place);
    const unread = (world.traces?.unread ?? []).filter((one) => one.place === place);
    const told = [...grouped(found, whereOf)].flatMap(([where, group]) =>
      group.slice(0, 1).map((first) => ({
        where,
        message: `${listed(group.map(whatOf))}: ${so}`,
        remedy: remedyOf(first),
      })),
    );
    const doubts = unread.map(({ where, why }) => ({
      where,
      message: `it could not be looked into: ${why}`,
      remedy: 'look into it by yourself',
    }));
    return [...told, ...doubts];
  });
}

function whereOf({ where, line, variable }: TraceSource & Pick<Trace, 'line'>): string {
  if (line !== undefined) return `${where}:${line}`;
  return variable === undefined ? where : `${where} ${shownName(variable)}`;
}

function whatOf({ key, environment }: Trace): string {
  const name = shownName(key);
  return environment === undefined ? `a value of ${name}` : `the ${environment} value of ${name}`;
}

/** A file may have been copied, backed up and read for a long time. */
function rotated({ key, environment }: Trace): string {
  if (environment === undefined) return '; if it was real, rotate it first';
  return `; first: pine-env rotate ${shownName(key)} --profile ${environment}`;
}
