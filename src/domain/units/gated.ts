import type { ExecLine, UnitReading } from './unit-reading.ts';

/** What `gate` leaves with when it refuses, for `RestartPreventExitStatus=`. */
export const refusal = '78';

/** True when every command that starts the unit goes through `pine-env gate -- …`, and only then proves anything. */
export function isGated({ exec }: UnitReading): boolean {
  return exec.ExecStart.length > 0 && exec.ExecStart.every((line) => wrapsInGate(line));
}

/** The commands before the start that ask the gate. */
export function gatesBefore({ exec }: UnitReading): readonly ExecLine[] {
  return [...exec.ExecCondition, ...exec.ExecStartPre].filter(
    (line) => gateWords(line.words) !== undefined,
  );
}

function wrapsInGate({ words }: ExecLine): boolean {
  const rest = gateWords(words);
  const dashes = rest?.indexOf('--') ?? -1;
  return rest !== undefined && dashes >= 0 && dashes < rest.length - 1;
}

/** The words behind `gate`; undefined when the command is not ours, or another verb. */
export function gateWords(words: readonly string[]): readonly string[] | undefined {
  // env or node may stand in front of the program.
  const program = words.slice(0, 4).findIndex((word) => /(?:^|\/)pine-env(?:\.cjs)?$/.test(word));
  if (program < 0) return undefined;
  const given = words.slice(program + 1);
  const dashes = given.indexOf('--');
  const gate = given.slice(0, dashes < 0 ? given.length : dashes).indexOf('gate');
  return gate < 0 ? undefined : given.slice(gate + 1);
}
