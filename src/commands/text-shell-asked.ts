import { shownName } from '../domain/names.ts';
import { type TextShell, textShells } from '../domain/shell-init/text-shell.ts';
import { fail } from '../errors.ts';
import type { Given } from './command.ts';

/** The shell that a text is wanted for; throws `usage`. */
export function textShellAsked(given: Given, verb: string): TextShell {
  const [word] = given.words;
  const shell = textShells.find((one) => one === word);
  if (shell !== undefined) return shell;
  return fail({
    kind: 'usage',
    rule: word === undefined ? 'no-shell' : 'shell-unknown',
    message: word === undefined ? 'for which shell?' : `there is no text for ${shownName(word)}`,
    remedy: `one of: ${textShells.map((one) => `pine-env ${verb} ${one}`).join(', ')}`,
  });
}
