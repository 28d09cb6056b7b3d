import type { TextShell } from '../shell-init/text-shell.ts';
import { bashCompletion } from './bash-completion.ts';
import { fishCompletion } from './fish-completion.ts';
import type { Grammar } from './grammar.ts';
import { zshCompletion } from './zsh-completion.ts';

/** A shell's completion script for everything in the grammar. */
export const completionScript: Readonly<Record<TextShell, (grammar: Grammar) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};
