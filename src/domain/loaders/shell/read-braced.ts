import { addPart, type Growing, growing, grown } from './growing.ts';
import { ownMarks } from './marked-text.ts';
import { readInto } from './read-word.ts';
import {
  beginsName,
  CLOSE_BRACE,
  COLON,
  cutShort,
  HASH,
  isDigit,
  nested,
  OPEN_BRACKET,
  peek,
  type Source,
  take,
  takeAll,
  takeName,
} from './source.ts';
import { stop } from './stops.ts';
import { literal, type Operator, type Word } from './word.ts';

/** Reads `${…}`, whose brace is next. */
export function readBraced(source: Source, word: Growing): void {
  const from = source.at++;
  nested(source, () => readInside(source, word));
  // bash marks quoted text with these two bytes itself, and loses track of braces over them.
  const text = source.text.slice(from, source.at);
  const isMarked = source.dialect.isBash && ownMarks.some((mark) => text.includes(mark));
  if (isMarked) stop('unpredictable', 'own-marks');
}

function readInside(source: Source, word: Growing): void {
  const code = peek(source);
  if (beginsName(code)) readOperator(source, word, takeName(source));
  else if (isDigit(code)) readOperator(source, word, takeAll(source, isDigit));
  else if (code === HASH) readLength(source, word);
  else if (code > 0 && '@*?$!-'.includes(String.fromCharCode(code))) readSpecial(source, word);
  else readBad(source, word);
}

/** `${#NAME}`, or `${#}`. */
function readLength(source: Source, word: Growing): void {
  source.at++;
  const isCount = take(source, CLOSE_BRACE);
  const name = isCount ? '#' : takeName(source);
  const isName = /^(?:[A-Za-z_]\w*|\d+)$/.test(name);
  if (!isCount && !(isName && take(source, CLOSE_BRACE))) tooIntricate();
  addParameter(source, word, name, isCount ? 'value' : 'length');
}

function readSpecial(source: Source, word: Growing): void {
  const name = source.text[source.at++] as string;
  if (!take(source, CLOSE_BRACE)) tooIntricate();
  addParameter(source, word, name, 'value');
}

function readOperator(source: Source, word: Growing, name: string): void {
  const { isBash } = source.dialect;
  const code = peek(source);
  const first = String.fromCharCode(code);
  if (take(source, CLOSE_BRACE)) addParameter(source, word, name, 'value');
  else if (code === COLON) readColon(source, word, name);
  else if ('-=?+#%'.includes(first)) readPosix(source, word, name, '');
  else if (isBash && '/^,~'.includes(first)) readChange(source, word, name);
  else if (isBash && (code === OPEN_BRACKET || first === '@')) readOther(source, word, name);
  else readBad(source, word);
}

function readColon(source: Source, word: Growing, name: string): void {
  source.at++;
  const next = peek(source);
  if (next > 0 && '-=?+'.includes(String.fromCharCode(next))) readPosix(source, word, name, ':');
  else readSlice(source, word, name);
}

function readPosix(source: Source, word: Growing, name: string, colon: '' | ':'): void {
  const first = source.text[source.at++] as string;
  const asPattern = '#%'.includes(first);
  const doubles = asPattern && take(source, first.charCodeAt(0));
  const operator = (colon + first + (doubles ? first : '')) as Operator;
  addOperation(source, word, name, operator, !asPattern && word.place.quoted);
}

/** bash: `${NAME:1:2}` of plain numbers; anything else is arithmetic. */
function readSlice(source: Source, word: Growing, name: string): void {
  if (!source.dialect.isBash) tooIntricate();
  const { operand } = readOperand(source, word.place.quoted);
  if (!/^\d{1,9}(?::\d{1,9})?$/.test(literal(operand) ?? '')) tooIntricate();
  addPart(source, word, { kind: 'parameter', name, operator: 'slice', operand, odd: false });
}

/** bash: `${NAME^^…}`, `${NAME,,…}`, `${NAME//…}`. */
function readChange(source: Source, word: Growing, name: string): void {
  const first = source.text[source.at++] as string;
  const from = source.at;
  const operator = (take(source, first.charCodeAt(0)) ? first + first : first) as Operator;
  addOperation(source, word, name, operator, false);
  // A slash in a sum divides, but first it ends the pattern.
  if (/\$(?:\[|\()/.test(source.text.slice(from, source.at))) tooIntricate();
}

/** bash: elements of arrays and `${NAME@Q}`; what they give is not predicted. */
function readOther(source: Source, word: Growing, name: string): void {
  const known = /(?:\[(?:\d{1,9}|[@*])\]|@[UuLQEAKak])\}/y;
  known.lastIndex = source.at;
  const [whole] = known.exec(source.text) ?? tooIntricate();
  source.at += whole.length;
  addParameter(source, word, name, 'other');
}

/** A bad substitution; where it ends is certain only when nothing odd stands in it. */
function readBad(source: Source, word: Growing): void {
  const plain = source.dialect.isBash ? /[^'"`$\\}<>]*/y : /[^'"`$\\}]*/y;
  plain.lastIndex = source.at;
  plain.test(source.text);
  source.at = Math.max(plain.lastIndex, source.at);
  if (source.at >= source.text.length) cutShort();
  if (!take(source, CLOSE_BRACE)) tooIntricate();
  addPart(source, word, { kind: 'bad-substitution' });
}

function addParameter(source: Source, word: Growing, name: string, operator: Operator): void {
  addPart(source, word, { kind: 'parameter', name, operator, operand: [], odd: false });
}

function addOperation(
  source: Source,
  word: Growing,
  name: string,
  operator: Operator,
  isQuoted: boolean,
): void {
  const { operand, odd } = readOperand(source, isQuoted);
  const isOdd =
    odd || (word.place.quoted && !isQuoted && source.dialect.isBash && isMarked(operand));
  addPart(source, word, { kind: 'parameter', name, operator, operand, odd: isOdd });
}

function readOperand(source: Source, isQuoted: boolean): { operand: Word; odd: boolean } {
  const inner = growing({ until: 'brace', quoted: isQuoted, braces: true });
  readInto(source, inner);
  return { operand: grown(inner), odd: inner.odd };
}

/** bash: quotes in a pattern that stands between double quotes. */
function isMarked(operand: Word): boolean {
  return operand.some((part) => part.kind !== 'text' || /[\u0100-\u0200]/.test(part.text));
}

function tooIntricate(): never {
  return stop('unpredictable', 'too-intricate');
}
