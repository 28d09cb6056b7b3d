import { addPart, addQuoted, addText, type Growing } from './growing.ts';
import { quoteMark } from './marked-text.ts';
import { readAnsiQuotes, skipAnsiQuotes } from './read-ansi-quotes.ts';
import { readArithmetic } from './read-arithmetic.ts';
import { readBraced } from './read-braced.ts';
import { readOutput } from './read-output.ts';
import { readDouble } from './read-word.ts';
import {
  beginsName,
  DOUBLE,
  isDigit,
  OPEN,
  OPEN_BRACE,
  OPEN_BRACKET,
  peek,
  SINGLE,
  type Source,
  takeName,
} from './source.ts';

/** Reads a `$`, which is next, and what it makes of what follows. */
export function readDollar(source: Source, word: Growing): void {
  source.at++;
  const code = peek(source);
  if (code === OPEN) readParenthesis(source, word);
  else if (code === OPEN_BRACE) readBraced(source, word);
  else if (beginsName(code)) addPlain(source, word, takeName(source));
  else if (isDigit(code) || (code > 0 && '@*#?$!-'.includes(String.fromCharCode(code)))) {
    addPlain(source, word, source.text[source.at++] as string);
  } else if (!source.dialect.isBash || !readInBash(source, word, code)) addText(word, '$');
}

function addPlain(source: Source, word: Growing, name: string): void {
  addPart(source, word, { kind: 'parameter', name, operator: 'value', operand: [], odd: false });
}

function readParenthesis(source: Source, word: Growing): void {
  const start = source.at++;
  if (peek(source) === OPEN) addQuoted(word, readArithmetic(source, '))'));
  else {
    source.at = start;
    addPart(source, word, readOutput(source));
  }
}

/** What only bash has: `$[…]`, `$'…'` and `$"…"`. */
function readInBash(source: Source, word: Growing, code: number): boolean {
  const { place } = word;
  if (code === OPEN_BRACKET) addQuoted(word, readArithmetic(source, ']'));
  else if (code === SINGLE && !place.quoted) readAnsi(source, word);
  else if (place.until === 'brace' && (code === SINGLE || code === DOUBLE)) readOdd(source, word);
  else if (code === DOUBLE && !place.quoted) readTranslated(source, word);
  else return false;
  return true;
}

function readAnsi(source: Source, word: Growing): void {
  word.texts.push(quoteMark);
  const text = readAnsiQuotes(source);
  if (text !== undefined) addQuoted(word, text);
  else addPart(source, word, { kind: 'unknown', rule: 'locale' });
  word.texts.push(quoteMark);
}

function readOdd(source: Source, word: Growing): void {
  word.odd = true;
  if (peek(source) === SINGLE) skipAnsiQuotes(source);
  else readDouble(source, word);
}

function readTranslated(source: Source, word: Growing): void {
  addPart(source, word, { kind: 'translated' });
  readDouble(source, word);
}
