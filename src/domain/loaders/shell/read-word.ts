import {
  addPart,
  addQuoted,
  addText,
  type Growing,
  growing,
  grown,
  type Place,
} from './growing.ts';
import { ownMarks, quoteMark } from './marked-text.ts';
import { beginsArray, beginsSubscript, readArray, readSubscript } from './read-array.ts';
import { readBackticks } from './read-backticks.ts';
import { readDollar } from './read-dollar.ts';
import { readOutput } from './read-output.ts';
import {
  BACKSLASH,
  BACKTICK,
  CLOSE_BRACE,
  cutShort,
  DOLLAR,
  DOUBLE,
  GREATER,
  LESS,
  nested,
  OPEN,
  OPEN_BRACKET,
  peek,
  SINGLE,
  type Source,
} from './source.ts';
import { stop } from './stops.ts';
import type { Word } from './word.ts';

const breaks = new Set([...' \t\n<>|&;()'].map((letter) => letter.charCodeAt(0)));
const active = new Set([...'\\\'"$`}'].map((letter) => letter.charCodeAt(0)));

/** Reads the word that is next, up to a blank, a line feed or an operator. */
export function readWord(source: Source, arrays?: Place['arrays']): Word {
  const word = growing({ until: 'break', quoted: false, braces: false, arrays });
  readInto(source, word);
  return grown(word);
}

/** Reads on to the end of the place; a closing quote or brace is behind us then. */
export function readInto(source: Source, word: Growing): void {
  for (let code = peek(source); !endsHere(source, word, code); code = peek(source)) {
    readPiece(source, word, code);
  }
}

function endsHere(source: Source, word: Growing, code: number): boolean {
  const { until } = word.place;
  if (until === 'break') return code < 0 || (breaks.has(code) && !goesOn(source, word, code));
  if (code < 0) cutShort();
  if (code !== (until === 'quote' ? DOUBLE : CLOSE_BRACE)) return false;
  source.at++;
  return true;
}

/** bash goes on with `<(…)`, `>(…)` and, behind `NAME=`, with `(…)`. */
function goesOn(source: Source, word: Growing, code: number): boolean {
  if (!source.dialect.isBash) return false;
  return code === OPEN ? beginsArray(word) : beginsSubstitute(source, code);
}

/** True for the first byte of `<(` or `>(`. */
export function beginsSubstitute(source: Source, code: number): boolean {
  if (code !== LESS && code !== GREATER) return false;
  const start = source.at++;
  const begins = peek(source) === OPEN;
  source.at = start;
  return begins;
}

function readPiece(source: Source, word: Growing, code: number): void {
  if (code === BACKSLASH) readEscape(source, word);
  else if (code === DOLLAR) readDollar(source, word);
  else if (code === BACKTICK) readBackticks(source, word);
  else if (code === DOUBLE) readDouble(source, word);
  else if (code === SINGLE && quotes(source, word)) readSingle(source, word);
  else if (code === OPEN_BRACKET && beginsSubscript(source, word)) readSubscript(source, word);
  else if (word.place.until !== 'break' || !breaks.has(code)) readOrdinary(source, word);
  else if (code === OPEN) readArray(source, word);
  else readSubstitute(source, word);
}

/** bash: `<(…)` or `>(…)`. */
function readSubstitute(source: Source, word: Growing): void {
  source.at++;
  peek(source);
  addPart(source, word, readOutput(source));
}

/** Reads text up to the next byte that may mean something here. */
export function readOrdinary(source: Source, word: Growing): void {
  const { text } = source;
  const { until } = word.place;
  const from = source.at++;
  for (; source.at < text.length; source.at++) {
    const code = text.charCodeAt(source.at);
    if (active.has(code) || (until === 'break' && (breaks.has(code) || code === OPEN_BRACKET))) {
      break;
    }
  }
  const run = text.slice(from, source.at);
  // bash would read a process substitution here, and we do not know what for.
  if (until === 'brace' && source.dialect.isBash && /[<>](?:\(|$)/.test(run)) {
    stop('unpredictable', 'too-intricate');
  }
  addText(word, run);
}

function readEscape(source: Source, word: Growing): void {
  // At the end of the file it stands for itself.
  const next = source.text[source.at + 1] ?? '';
  source.at += 1 + next.length;
  if (next === '') mustNotBeginInQuotes(source);
  const { place } = word;
  if (place.quoted && source.dialect.isBash) {
    if (place.until === 'brace') word.odd = true;
    // bash marks quoted text with these two bytes itself, and loses track here.
    if (ownMarks.some((mark) => mark === next)) stop('unpredictable', 'own-marks');
  }
  const escapes =
    next !== '' && (!place.quoted || '$`"\\'.includes(next) || (next === '}' && place.braces));
  addQuoted(word, escapes ? next : `\\${next}`);
}

/** bash drops a backslash at the end of the file when its line began in single quotes. */
function mustNotBeginInQuotes({ text, dialect, quotedFrom, quotedTo }: Source): void {
  const lineAt = text.lastIndexOf('\n');
  const isWithin = lineAt >= quotedFrom && lineAt < quotedTo;
  if (dialect.isBash && isWithin) stop('unpredictable', 'too-intricate');
}

/** Reads what stands between double quotes; the first one is next. */
export function readDouble(source: Source, word: Growing): void {
  const { place } = word;
  source.at++;
  if (place.quoted && source.dialect.isBash) word.odd = true;
  const braces = place.braces && !source.dialect.isBash;
  const inner: Growing = { ...word, place: { until: 'quote', quoted: true, braces } };
  word.texts.push(quoteMark);
  nested(source, () => readInto(source, inner));
  word.odd ||= inner.odd;
  word.texts.push(quoteMark);
}

/** In double quotes a single one is a letter, but in braces bash looks for the other one. */
function quotes({ dialect }: Source, { place }: Growing): boolean {
  return !place.quoted || (place.until === 'brace' && dialect.isBash);
}

function readSingle(source: Source, word: Growing): void {
  const { place } = word;
  if (place.quoted) word.odd = true;
  const end = source.text.indexOf("'", source.at + 1);
  if (end < 0) cutShort();
  const text = source.text.slice(source.at + 1, end);
  // bash reads this twice, and not alike.
  if (place.quoted && /[^\w .,:=-]/.test(text)) stop('unpredictable', 'odd-quotes');
  word.texts.push(quoteMark);
  addQuoted(word, text);
  word.texts.push(quoteMark);
  source.at = end + 1;
  source.quotedTo = source.at;
  source.quotedFrom = end - text.length;
}
