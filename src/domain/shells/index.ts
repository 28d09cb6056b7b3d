import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { sh } from './sh.ts';
import type { Shell, ShellName } from './shell.ts';
import { timerText } from './timer.ts';
import { zsh } from './zsh.ts';

/** Every shell by its name; adding one is one file and one line here. */
export const shells: Readonly<Record<ShellName, Shell>> = { bash, zsh, fish, sh };

/** Every file that the shells read, by its path in their room. */
export function shellFiles(): Readonly<Record<string, string>> {
  const files = Object.values(shells).map((shell) => shell.files);
  return Object.assign({ timer: timerText }, ...files);
}
