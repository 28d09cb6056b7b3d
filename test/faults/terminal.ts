import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { search } from './canary.ts';
import { bareEnvironment, commandOf, start } from './program.ts';

const python = ['/usr/bin/python3', '/usr/local/bin/python3'].find((path) => existsSync(path));

/** Why no test can have a terminal of its own here; undefined when one can. */
export const noTerminals =
  python === undefined ? 'skipped: needs python3 for a terminal' : undefined;

/** What a person does, step by step; see the top of `terminal.py`. */
export type Step = readonly [
  what: 'see' | 'type' | 'pipe' | 'run' | 'note' | 'pause',
  value: string | number,
];

/** What came of it. */
export interface Played {
  readonly exit: number | null;
  readonly signal: number | null;
  readonly shown: string;
  readonly notes: Readonly<Record<string, string>>;
  /** The terminal's settings are what they were. */
  readonly sane: boolean;
  /** What the person waited for in vain. */
  readonly error: string | null;
}

/** Waits for the prompt and learns the phrase. */
export const seePrompt: Step = [
  'see',
  String.raw`\n {4}(?P<phrase>[a-z0-9-]+ \S+ [a-z0-9]{5})\r\n> `,
];

/** Waits for the prompt and types the phrase as shown. */
export const consenting: readonly Step[] = [seePrompt, ['type', '{phrase}\r']];

/** Runs a command on a terminal of its own; without colours, so that every escape is a fault. */
export async function playCommand(
  command: readonly string[],
  steps: readonly Step[],
  piped = false,
): Promise<Played> {
  const plan = { command, cwd: '/', env: { ...bareEnvironment, NO_COLOR: '1' }, piped, steps };
  const driver = [python ?? '', join(import.meta.dirname, 'terminal.py')];
  const { code, out, err } = await start(driver, { input: JSON.stringify(plan) });
  if (code !== 0) throw new Error(`the terminal's driver failed: ${err}`);
  const played = JSON.parse(out) as Played;
  search(`terminal of ${command.join(' ')}`, played.shown);
  return played;
}

/** Runs the program on a terminal of its own. */
export function play(
  args: readonly string[],
  steps: readonly Step[],
  piped = false,
): Promise<Played> {
  return playCommand(commandOf(args), steps, piped);
}
