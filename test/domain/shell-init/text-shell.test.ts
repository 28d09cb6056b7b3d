import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fishWord, posixWord } from '../../../src/domain/shell-init/text-shell.ts';

const words = fc.sample(
  fc.string({ unit: fc.constantFrom(...`'"\\$\`(){};&|*? !#~[]<>abc\n`), minLength: 1 }),
  60,
);
const print = (word: (text: string) => string) =>
  `printf '%s\\0' ${words.map((text) => word(text)).join(' ')}`;
const said = (program: string, script: string) =>
  execFileSync(program, ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);

test.each(['/bin/sh', '/usr/bin/bash', '/usr/bin/zsh'])('a word is itself again in %s', (shell) => {
  if (existsSync(shell)) expect(said(shell, print(posixWord))).toEqual(words);
});

test.skipIf(!existsSync('/usr/bin/fish'))('a word is itself again in fish', () => {
  expect(said('/usr/bin/fish', print(fishWord))).toEqual(words);
});
