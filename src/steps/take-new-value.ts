import { Secret } from '../domain/secret.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';

const secondsToPaste = 300;
const secondsForCommand = 30;
const longestValue = 8 * 1024;

/** What is asked for, and where it may come from. */
export interface Wanted {
  /** The prompt, without its colon. */
  readonly prompt: string;
  /** What a person should know before; said at the terminal only. */
  readonly lines: readonly string[];
  /** The words of a command that tells it; then nobody is asked. */
  readonly command?: readonly string[];
}

/**
 * A secret's value: from a command, from stdin when that is no terminal, or from a person at a
 * hidden prompt. Never from argv. One line end behind it is none of it. Throws `refused` when
 * nobody answers.
 */
export async function takeNewValue(
  host: Host,
  { prompt, lines, command }: Wanted,
): Promise<Secret> {
  const sources = await host.valueSources();
  if (command !== undefined) {
    return asValue(await sources.command(command, secondsForCommand, longestValue));
  }
  if (!sources.stdinIsTerminal) return asValue(await sources.stdin(longestValue));
  const terminal = (await host.terminal()).open();
  if (terminal === undefined) return noAnswer('there is no terminal to ask at');
  try {
    for (const line of lines) terminal.say(line);
    const answer = await terminal.askHidden(`${prompt} (not shown): `, secondsToPaste);
    return answer.kind === 'answered' ? Secret.of(answer.text.trim()) : noAnswer('nobody answered');
  } finally {
    terminal.close();
  }
}

function asValue(bytes: Uint8Array): Secret {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes).replace(/\r?\n$/, '');
  if (/[\r\n\0]/.test(text)) severalLines();
  return Secret.of(text);
}

function severalLines(): never {
  return fail({
    kind: 'refused',
    rule: 'value-not-one-line',
    message: 'what was handed over is more than one line; nothing was changed',
    remedy: 'hand over the one value, and nothing beside it',
  });
}

function noAnswer(why: string): never {
  return fail({
    kind: 'refused',
    rule: 'no-value',
    message: `no value was given: ${why}; nothing was changed`,
    remedy: 'type the command at a terminal, or hand the value over on stdin',
  });
}
