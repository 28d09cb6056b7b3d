import { addPart, addQuoted, addText, type Growing } from './growing.ts';
import { quoteMark } from './marked-text.ts';
import { readAnsiQuotes } from './read-ansi-quotes.ts';
import { readArithmetic } from './read-arithmetic.ts';
import { readBraced } from './read-braced.ts';
import { readOutput } from './read-output.ts';
import { readDouble } from './read-word.ts';
import {
  beginsName,
  DOLLAR,
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
import { stop } from './stops.ts';

/** Reads a `$`, which is next, and what it makes of what follows. */
export function readDollar(source: Source, word: Growing): void {
  source.at++;
  const code = peek(source);
  if (code === OPEN) readParenthesis(source, word);
  else if (code === OPEN_BRACE) readBraced(source, word);
  else if (beginsName(code)) addPlain(source, word, takeName(source));
  else if (isDigit(code) || (code > 0 && '@*#?$!-'.includes(String.fromCharCode(code)))) {
    source.at++;
    mustNotGoOn(source, code);
    addPlain(source, word, String.fromCharCode(code));
  } else if (!source.dialect.isBash || !readInBash(source, word, code)) addText(word, '$');
}

/** bash reads the second dollar sign of `$${` twice, and not alike. */
function mustNotGoOn(source: Source, code: number): void {
  const opens = [OPEN, OPEN_BRACE, OPEN_BRACKET].includes(peek(source));
  if (source.dialect.isBash && code === DOLLAR && opens) stop('unpredictable', 'too-intricate');
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
  // In braces bash reads these twice, and not alike.
  else if (place.until === 'brace' && (code === SINGLE || code === DOUBLE)) {
    stop('unpredictable', 'odd-quotes');
  } else if (code === DOUBLE && !place.quoted) readTranslated(source, word);
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

function readTranslated(source: Source, word: Growing): void {
  addPart(source, word, { kind: 'translated' });
  readDouble(source, word);
}
