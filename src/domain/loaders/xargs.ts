import { doubt, ignore, nothingFound, readingOf } from './found-keys.ts';
import type { Loader, Reading, Setting } from './loader.ts';
import { startable, startRules } from './start-limits.ts';
import { echoed } from './xargs/echoed.ts';
import { exportWords } from './xargs/export-words.ts';
import { wordsOf } from './xargs/words.ts';

/**
 * The idiom `export $(cat FILE | grep -v '^#' | xargs)` in bash 5.2 and the C locale, with GNU grep
 * 3.8, xargs 4.9 and echo 9.1, as a shell of its own runs it: no options set, nothing in BASH_ENV.
 */
export const xargs: Loader = {
  name: 'xargs',
  versions: ['4.9'],
  rules: {
    nul: 'loses every line of a file with a NUL byte, which grep takes for binary',
    'late-nul': 'loses lines before or behind a NUL byte deep in a file, nobody can say which',
    'open-quote': 'loses the rest of the file behind a quote that is not closed on its line',
    'word-too-long': 'loses the rest of the file behind a word of 128 KiB',
    'bad-name': 'takes a word for the name of a variable which cannot be one, and goes on',
    'bare-name': 'takes a word for a variable that is to be exported as it is',
    'echo-option': 'takes a word for an option of echo, which then prints something else',
    'export-nothing': 'takes the first word for an option of export, and exports nothing',
    'export-functions': 'takes the first word for an option of export, and looks for functions',
    'export-not': 'takes the first word for an option of export, and exports none of the names',
    'file-names': 'takes a value with * or ? or [ ] for a pattern of file names',
    'any-names': 'takes a word with * or ? or [ ] for a pattern of file names, and exports those',
    'own-variable': 'sets or exports a variable to which bash gives a value itself',
    arithmetic: 'computes the value of a variable, which may set others, fail, or run commands',
    appends: 'appends to a variable that may be set outside',
    'appends-much': 'appends more to a variable than is followed here',
    ...startRules,
  },
  read,
};

/** A NUL in the first block that grep gets is certain to be seen before a line is printed. */
const firstBlock = 32_768;

function read(bytes: Uint8Array, { outside }: Setting = {}): Reading {
  const found = nothingFound();
  const nul = bytes.indexOf(0);
  if (nul >= 0 && nul < firstBlock) {
    ignore(found, 'nul', lineAt(bytes, nul));
    return readingOf(found);
  }
  if (nul >= 0) doubt(found, 'late-nul', 1);
  const made = wordsOf(bytes);
  const shown = echoed(made);
  if (shown.doubt !== undefined) doubt(found, 'echo-option', shown.doubt);
  exportWords(found, shown.words, outside);
  if (made.stop !== undefined) ignore(found, made.stop.rule, made.stop.line);
  return startable(readingOf(found));
}

function lineAt(bytes: Uint8Array, at: number): number {
  return bytes.subarray(0, at).reduce((line, byte) => (byte === 0x0a ? line + 1 : line), 1);
}
