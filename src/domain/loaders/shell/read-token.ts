import type { Place } from './growing.ts';
import { readHereDocuments } from './read-here-documents.ts';
import { beginsSubstitute, readWord } from './read-word.ts';
import {
  AMPERSAND,
  BAR,
  CLOSE,
  GREATER,
  HASH,
  isDigit,
  LESS,
  LF,
  OPEN,
  peek,
  SEMICOLON,
  type Source,
  SPACE,
  TAB,
  type Token,
} from './source.ts';
import { stop } from './stops.ts';
import { literal } from './word.ts';

const operators = {
  bash: {
    control: ['&&', '||', ';;&', ';;', ';&', '|&', '&', '|', ';', '(', ')'],
    redirect: ['&>>', '&>', '>>', '>&', '>|', '>', '<<<', '<<-', '<<', '<&', '<>', '<'],
  },
  dash: {
    control: ['&&', '||', ';;', '&', '|', ';', '(', ')'],
    redirect: ['>>', '>&', '>|', '>', '<<-', '<<', '<&', '<>', '<'],
  },
};

/** Reads the next token; a line feed brings the here-documents that wait for it. */
export function readToken(source: Source, { arrays }: Pick<Place, 'arrays'>): Token {
  const token = source.pushedBack ?? readFresh(source, arrays);
  source.pushedBack = undefined;
  return token;
}

/** The next reader gets this token again. */
export function pushBack(source: Source, token: Token): void {
  source.pushedBack = token;
}

function readFresh(source: Source, arrays: Place['arrays']): Token {
  skipBlanks(source);
  const code = peek(source);
  const { at } = source;
  if (source.depth === 0) source.tokenAt = at;
  if (code < 0) return endOfText(source);
  if (code === LF) return endOfLine(source);
  if (isDigit(code) && numbersRedirect(source)) return redirection(source, at);
  if (!breaksWord(code)) return word(source, arrays, at);
  if (source.dialect.isBash && beginsSubstitute(source, code)) return word(source, arrays, at);
  if (code === LESS || code === GREATER) return redirection(source, at);
  return operator(source, at);
}

function skipBlanks(source: Source): void {
  for (let code = peek(source); ; code = peek(source)) {
    if (code === SPACE || code === TAB) source.at++;
    else if (code !== HASH) return;
    else {
      const end = source.text.indexOf('\n', source.at);
      source.at = end < 0 ? source.text.length : end;
    }
  }
}

function breaksWord(code: number): boolean {
  return [AMPERSAND, BAR, SEMICOLON, OPEN, CLOSE, LESS, GREATER].includes(code);
}

function endOfText(source: Source): Token {
  readHereDocuments(source);
  return { kind: 'end' };
}

function endOfLine(source: Source): Token {
  source.at++;
  readHereDocuments(source);
  return { kind: 'newline' };
}

/** True, and past the digits, when they number the redirection behind them. */
function numbersRedirect(source: Source): boolean {
  const start = source.at;
  while (isDigit(peek(source))) source.at++;
  const code = peek(source);
  const digits = source.at - start;
  const isSubstitute = source.dialect.isBash && beginsSubstitute(source, code);
  const redirects = (code === LESS || code === GREATER) && !isSubstitute;
  // Where bash's own numbers end decides what a longer one is.
  if (redirects && source.dialect.isBash && digits > 9) stop('unpredictable', 'too-intricate');
  const numbers = redirects && (source.dialect.isBash || digits === 1);
  if (!numbers) source.at = start;
  return numbers;
}

function redirection(source: Source, at: number): Token {
  const { redirect } = source.dialect.isBash ? operators.bash : operators.dash;
  return { kind: 'redirect', operator: takeLongest(source, redirect), at };
}

function operator(source: Source, at: number): Token {
  const { control, redirect } = source.dialect.isBash ? operators.bash : operators.dash;
  const start = source.at;
  const text = takeLongest(source, [...redirect.slice(0, 2), ...control]);
  if (!text.startsWith('&>')) return { kind: 'operator', text };
  source.at = start;
  return redirection(source, at);
}

/** Takes the first operator that stands here, over escaped line feeds; there is always one. */
function takeLongest(source: Source, known: readonly string[]): string {
  let taken = '';
  for (;;) {
    const start = source.at;
    const code = peek(source);
    const longer = code < 0 ? '' : taken + String.fromCharCode(code);
    if (code < 0 || !known.some((one) => one.startsWith(longer))) {
      source.at = start;
      return taken;
    }
    source.at++;
    taken = longer;
  }
}

function word(source: Source, arrays: Place['arrays'], at: number): Token {
  const read = readWord(source, arrays);
  const code = peek(source);
  const names = code === LESS || code === GREATER;
  // bash: `{NAME}>FILE` assigns NAME.
  const text = literal(read) ?? '';
  if (source.dialect.isBash && names && text.startsWith('{') && text.endsWith('}')) {
    stop('unpredictable', 'too-intricate');
  }
  return { kind: 'word', word: read, at };
}
