import type { ErrorKind } from '../errors.ts';

/** Exit codes that are no error's (DESIGN, section 5). */
export const exit = {
  done: 0,
  no: 1,
  unreported: 8,
  notExecutable: 126,
  notFound: 127,
  gateRefused: 78,
} as const;

const codes: Readonly<Record<ErrorKind, number>> = {
  usage: 2,
  refused: 3,
  'unsafe-file': 4,
  'bad-config': 5,
  provider: 6,
  busy: 7,
  bug: 70,
};

/** The exit code of an error's kind. */
export function exitCodeOf(kind: ErrorKind): number {
  return codes[kind];
}

/** The exit code where the command to become cannot be: as a shell has it; undefined for any other rule. */
export function commandExit(rule: string): number | undefined {
  if (rule === 'command-not-found') return exit.notFound;
  return rule === 'command-not-executable' ? exit.notExecutable : undefined;
}
