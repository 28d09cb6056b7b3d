/** A piece of text that a guesser tries early, and the bits it is worth at most. */
export interface Piece {
  readonly length: number;
  readonly bits: number;
}

const shortest = 3;
const patternBits = 4;
const fixedBits = 10;
const wordBits = 6;
const rows = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const ladders = rows.flatMap((row) => [row + row.charAt(0), Array.from(row).reverse().join('')]);

/** The longest repeat, sequence, date, word or sign that begins at `at`; undefined when nothing does. */
export function unsurprisingAt(text: string, at: number): Piece | undefined {
  return longestOf([repeatAt, ladderAt, fixedAt, wordAt, signAt], text, at);
}

/** The longer of a repeat and a sequence that begins at `at`; undefined when neither does. */
export function patternAt(text: string, at: number): Piece | undefined {
  return longestOf([repeatAt, ladderAt], text, at);
}

type Find = (text: string, at: number) => Piece | undefined;

function longestOf(finds: readonly Find[], text: string, at: number): Piece | undefined {
  const pieces = finds.flatMap((find) => find(text, at) ?? []);
  return pieces.sort((a, b) => b.length - a.length)[0];
}

// What was said before: the same characters again, in either case, overlapping or not.
function repeatAt(text: string, at: number): Piece | undefined {
  let best = 0;
  for (let from = 0; from < at; from++) best = Math.max(best, commonLength(text, from, at));
  return best < shortest ? undefined : { length: best, bits: patternBits };
}

function commonLength(text: string, a: number, b: number): number {
  let length = 0;
  while (b + length < text.length && sameLetter(text, a + length, b + length)) length++;
  return length;
}

function sameLetter(text: string, a: number, b: number): boolean {
  return text.charAt(a).toLowerCase() === text.charAt(b).toLowerCase();
}

// Neighbours in the alphabet, among the digits or on the keyboard, forwards or backwards.
function ladderAt(text: string, at: number): Piece | undefined {
  const best = Math.max(...ladders.map((ladder) => climb(ladder, text.slice(at).toLowerCase())));
  return best < shortest ? undefined : { length: best, bits: patternBits };
}

function climb(ladder: string, text: string): number {
  let length = 1;
  while (length < text.length && ladder.includes(text.slice(length - 1, length + 1))) length++;
  return length;
}

// Dates, times and the front of a URL.
function fixedAt(text: string, at: number): Piece | undefined {
  const found = /(?:19|20)\d\d([-/.]?)[01]\d\1[0-3]\d|[0-2]\d:[0-5]\d(?::[0-5]\d)?|https?:/y;
  found.lastIndex = at;
  const length = found.exec(text)?.[0].length;
  return length === undefined ? undefined : { length, bits: fixedBits };
}

// Speakable letters in one case: a vowel, and never five consonants on end.
function wordAt(text: string, at: number): Piece | undefined {
  const letters = /[A-Z]?[a-z]+|[A-Z]+/y;
  letters.lastIndex = at;
  const word = letters.exec(text)?.[0] ?? '';
  const speakable = /[aeiouy]/i.test(word) && !/[^aeiouy]{5}/i.test(word);
  if (word.length < shortest || !speakable) return undefined;
  return { length: word.length, bits: word.length + wordBits };
}

function signAt(text: string, at: number): Piece | undefined {
  return /[A-Za-z0-9]/.test(text.charAt(at)) ? undefined : { length: 1, bits: 1 };
}
