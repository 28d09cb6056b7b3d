import type { HandOver } from '../domain/hand-over.ts';
import { shownName } from '../domain/names.ts';
import type { Secret } from '../domain/secret.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';

/** The words of a command, its name first. Throws `usage` when there are none, and when they cannot be handed on. */
export function commandWords(behind: readonly string[]): readonly [string, ...string[]] {
  const [name, ...rest] = behind;
  if (name === undefined || name === '') return noCommand();
  // Node decodes its words as UTF-8; a byte that was none has become this character.
  return behind.some((word) => word.includes('\ufffd')) ? notText() : [name, ...rest];
}

/**
 * The program that a command names, found through the `PATH` that it will have itself.
 * Throws `command-not-found` and `command-not-executable`, which leave with 127 and 126.
 */
export async function commandToBecome(
  host: Host,
  argv: readonly [string, ...string[]],
  environment: ReadonlyMap<string, Secret>,
): Promise<Pick<HandOver, 'file' | 'argv' | 'startsSurely'>> {
  const [name] = argv;
  const program = (await host.programs()).find(name, environment.get('PATH')?.reveal());
  if (program.kind !== 'found') return noProgram(name, program.kind);
  return { file: program.file, argv, startsSurely: program.startsSurely };
}

/** A command as a sentence may name it: its program, and none of its words. */
export function commandShown([name]: readonly [string, ...string[]]): string {
  return shownName(name.split('/').at(-1) ?? name);
}

function noCommand(): never {
  return fail({
    kind: 'usage',
    rule: 'no-command',
    message: 'which command? nothing stands behind --',
    remedy: 'put it behind --, like: -- python -m pine',
  });
}

function notText(): never {
  return fail({
    kind: 'usage',
    rule: 'command-not-utf8',
    message: 'a word of the command is not UTF-8, so it cannot be handed on as it is',
    remedy: 'write it in UTF-8, or put it into a script and name that',
  });
}

function noProgram(name: string, why: 'not-found' | 'not-executable'): never {
  const shown = commandShown([name]);
  return fail({
    kind: 'usage',
    rule: `command-${why}`,
    message:
      why === 'not-found'
        ? `there is no program ${shown}`
        : `${shown} is there, and may not be run`,
    remedy:
      'look at what was typed, or what the unit starts: it is a path, or is looked for in PATH',
  });
}
