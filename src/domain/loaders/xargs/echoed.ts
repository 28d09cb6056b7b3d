import type { Word, Words } from './words.ts';

/** What bash gets to see of the words, and whether echo makes more of them than can be told here. */
export interface Echoed {
  readonly words: readonly Word[];
  readonly doubt: number | undefined;
}

const flags = /^-[neE]+$/;
const mistaken = /^-[neE]+$|^--(?:help|version)$/;

/** From this size on xargs may call echo more than once; each call has options of its own. */
const severalCalls = 100_000;

/** Takes away what echo keeps for itself; `doubt` is the line of a word that does more than vanish. */
export function echoed({ words, size }: Words): Echoed {
  const first = words.findIndex(({ text }) => !flags.test(text));
  const leading = first < 0 ? words.length : first;
  const rest = words.slice(leading);
  const shown = rest.some(isSplit) ? rest.flatMap(split) : rest;
  const odd = size < severalCalls ? mistakenAlone(words, leading) : words.find(isMistaken);
  return { words: shown, doubt: odd?.line };
}

/** In a single call: the one word it has asks for help, or escapes in the words are to be undone. */
function mistakenAlone(words: readonly Word[], leading: number): Word | undefined {
  const [first] = words;
  if (words.length === 1 && first?.text.startsWith('--') && isMistaken(first)) return first;
  const given = words.slice(0, leading).map(({ text }) => text);
  const escapes = /e[^E]*$/.test(given.join(''));
  const touched = words.slice(leading).some(({ text }) => text.includes('\\'));
  return escapes && touched ? first : undefined;
}

function isMistaken({ text }: Word): boolean {
  return mistaken.test(text);
}

function isSplit({ text }: Word): boolean {
  return text === '' || /[ \t\n]/.test(text);
}

/** Blanks that quotes protected from xargs end words for bash. */
function split(word: Word): readonly Word[] {
  if (!isSplit(word)) return [word];
  const parts = word.text.split(/[ \t\n]+/).filter((text) => text !== '');
  return parts.map((text) => ({ text, line: word.line }));
}
