import { escapedBytes, escapedText } from '../../utf8-text.ts';
import { assign, doubt, type FoundKeys, ignore } from '../found-keys.ts';
import type { Setting } from '../loader.ts';
import { hasOwnValue, isDynamic, isNumber } from './own-variables.ts';
import type { Word } from './words.ts';

interface Shell {
  readonly found: FoundKeys;
  readonly outside: Setting['outside'];
  /** So much is appended that following it would take longer than the file is worth. */
  readonly appendsOften: boolean;
}

const manyAppends = 1_000;
const longestValue = 131_072;

/** Does to `found` what bash's `export` does with the words: its options first, then names. */
export function exportWords(
  found: FoundKeys,
  words: readonly Word[],
  outside: Setting['outside'],
): void {
  const { from, effect } = optionsOf(words);
  const appendsOften = words.filter(({ text }) => text.includes('+=')).length > manyAppends;
  const shell = { found, outside, appendsOften };
  for (const word of words.slice(from)) {
    // A pattern that no file matches is a word like any other.
    if (effect === undefined) exportWord(shell, word);
    else ignore(found, effect, word.line);
    if (globAt(word.text) >= 0) expandNames(found, word);
  }
}

type Effect = 'export-nothing' | 'export-functions' | 'export-not' | undefined;

/** Where the names begin, and what became of them by the options before. */
function optionsOf(words: readonly Word[]): { readonly from: number; readonly effect: Effect } {
  let letters = '';
  let from = 0;
  for (; /^-./.test(words[from]?.text ?? ''); from++) {
    const text = words[from]?.text;
    if (text === '--') return { from: from + 1, effect: effectOf(letters) };
    if (!/^-[anfp]+$/.test(text ?? '')) return { from, effect: 'export-nothing' };
    letters += text;
  }
  return { from, effect: effectOf(letters) };
}

function effectOf(letters: string): Effect {
  if (letters.includes('f')) return 'export-functions';
  return /[an]/.test(letters) ? 'export-not' : undefined;
}

/** Where the first character stands that may make a file name pattern of the word; -1 when none does. */
function globAt(text: string): number {
  if (!/[*?[]/.test(text)) return -1;
  const open = text.indexOf('[');
  const bracket = open >= 0 && text.lastIndexOf(']') > open ? open : -1;
  const found = [text.search(/[*?]/), bracket].filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** A pattern may become the names of files, which all begin like the pattern does. */
function expandNames(found: FoundKeys, { text, line }: Word): void {
  const start = text.slice(0, globAt(text));
  const key = /^([A-Za-z_][A-Za-z0-9_]*)\+?=/.exec(start)?.[1];
  if (key !== undefined) doubt(found, 'file-names', line, isNumber(key) ? undefined : key);
  else if (/^(?:-.*|(?:[A-Za-z_][A-Za-z0-9_]*\+?)?)$/s.test(start)) doubt(found, 'any-names', line);
}

function exportWord(shell: Shell, { text, line }: Word): void {
  const { found } = shell;
  const [all, key, sign] = /^([A-Za-z_][A-Za-z0-9_]*)(\+?=|$)/.exec(text) ?? [];
  if (all === undefined || key === undefined) ignore(found, 'bad-name', line);
  else if (sign === '') exportAsIs(shell, key, line);
  else if (isNumber(key)) doubt(found, 'arithmetic', line);
  else if (isDynamic(key)) doubt(found, 'own-variable', line, key);
  else if (sign === '=') assign(found, key, text.slice(all.length), line);
  else append(shell, key, text.slice(all.length), line);
}

function exportAsIs({ found, outside }: Shell, key: string, line: number): void {
  const known = found.texts.has(key) || outside?.has(key);
  if (hasOwnValue(key) && !known) doubt(found, 'own-variable', line, key);
  else ignore(found, 'bare-name', line);
}

function append(shell: Shell, key: string, text: string, line: number): void {
  const { found, outside } = shell;
  if (found.unsure.has(key)) return;
  const before = found.texts.get(key) ?? outside?.get(key);
  const unknown = before === undefined && (outside === undefined || hasOwnValue(key));
  const joined = `${before ?? ''}${text}`;
  if (unknown) doubt(found, 'appends', line, key);
  else if (shell.appendsOften || joined.length > longestValue)
    doubt(found, 'appends-much', line, key);
  // Joined as bytes, since two halves of a letter may meet.
  else assign(found, key, escapedText(escapedBytes(joined)), line);
}
