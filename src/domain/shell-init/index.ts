import { bashInit } from './bash-init.ts';
import { fishInit } from './fish-init.ts';
import type { InitFacts } from './segment-text.ts';
import type { TextShell } from './text-shell.ts';
import { zshInit } from './zsh-init.ts';

/** What a shell's start-up file takes in; the completion script stands in front of it, with the finders. */
export const initText: Readonly<Record<TextShell, (facts: InitFacts) => string>> = {
  bash: bashInit,
  zsh: zshInit,
  fish: fishInit,
};
