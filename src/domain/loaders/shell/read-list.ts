import type { AndOr, Command, List, Pipeline } from './command.ts';
import { misplaced } from './dialect.ts';
import { readSimpleCommand } from './read-simple-command.ts';
import { pushBack, readToken } from './read-token.ts';
import { countPiece, cutShort, misread, nested, type Source, type Token } from './source.ts';
import { stop } from './stops.ts';
import { hasEffects, literal } from './word.ts';

/** Goes to the next complete command; false when there is none. */
export function findCommand(source: Source): boolean {
  source.pieces = 0;
  const token = skipNewlines(source);
  pushBack(source, token);
  return token.kind !== 'end';
}

/** Reads one complete command, up to its end of line. */
export function readCommandLine(source: Source): List {
  return readList(source, (end) => end.kind === 'newline' || end.kind === 'end');
}

/** Reads a list up to its `)`, over lines; it may be empty. */
export function readListUntilClose(source: Source): List {
  return readLines(source, (token) => token.kind === 'operator' && token.text === ')');
}

/** Reads a whole text as one list. */
export function readWhole(source: Source): List {
  return readLines(source, (token) => token.kind === 'end');
}

function readLines(source: Source, isEnd: (token: Token) => boolean): List {
  const list: AndOr[] = [];
  for (;;) {
    const token = skipNewlines(source);
    if (isEnd(token)) return list;
    pushBack(source, token);
    const more = readList(source, (end) => end.kind === 'newline' || isEnd(end));
    for (const one of more) list.push(one);
    if (source.pushedBack !== undefined && isEnd(source.pushedBack)) {
      source.pushedBack = undefined;
      return list;
    }
  }
}

function unexpected(source: Source, token: Token): never {
  return token.kind === 'end' ? cutShort() : misread(source);
}

function skipNewlines(source: Source): Token {
  let token = readToken(source, { arrays: 'word' });
  while (token.kind === 'newline') token = readToken(source, { arrays: 'word' });
  return token;
}

/** Reads and-or lists up to the end, which is pushed back unless it is a line feed. */
function readList(source: Source, isEnd: (token: Token) => boolean): List {
  const list: AndOr[] = [];
  for (;;) {
    const { pipelines, end } = readPipelines(source);
    const separates = end.kind === 'operator' && (end.text === ';' || end.text === '&');
    list.push({ pipelines, background: separates && end.text === '&' });
    const next = separates ? readToken(source, { arrays: 'word' }) : end;
    if (!separates && !isEnd(end)) unexpected(source, end);
    if (next.kind !== 'newline') pushBack(source, next);
    if (isEnd(next)) return list;
  }
}

function readPipelines(source: Source): { pipelines: AndOr['pipelines']; end: Token } {
  const pipelines: { operator: '' | '&&' | '||'; pipeline: Pipeline }[] = [];
  let operator: '' | '&&' | '||' = '';
  for (;;) {
    pipelines.push({ operator, pipeline: readPipeline(source) });
    const end = readToken(source, {});
    if (end.kind !== 'operator' || (end.text !== '&&' && end.text !== '||')) {
      return { pipelines, end };
    }
    operator = end.text;
    pushBack(source, skipNewlines(source));
  }
}

function readPipeline(source: Source): Pipeline {
  const negated = takeBang(source);
  const commands: Command[] = [];
  for (;;) {
    commands.push(readCommand(source));
    const token = readToken(source, {});
    if (token.kind !== 'operator' || (token.text !== '|' && token.text !== '|&')) {
      pushBack(source, token);
      return { negated, commands };
    }
    pushBack(source, skipNewlines(source));
  }
}

function takeBang(source: Source): boolean {
  const token = readToken(source, { arrays: 'word' });
  const isBang = token.kind === 'word' && literal(token.word) === '!';
  const next = isBang ? readToken(source, { arrays: 'word' }) : token;
  // bash takes it without a command, too.
  if (isBang && source.dialect.isBash && next.kind !== 'word')
    stop('unpredictable', 'compound-command');
  pushBack(source, next);
  return isBang;
}

function readCommand(source: Source): Command {
  countPiece(source);
  const token = readToken(source, { arrays: 'word' });
  if (token.kind === 'operator' && token.text === '(') return readSubshell(source);
  if (token.kind !== 'word' && token.kind !== 'redirect') unexpected(source, token);
  if (token.kind === 'word') mustBeSimple(source, literal(token.word) ?? '');
  pushBack(source, token);
  return readSimpleCommand(source);
}

function mustBeSimple(source: Source, text: string): void {
  if (misplaced.has(text)) misread(source);
  if (text === '!' || source.dialect.compound.has(text)) stop('unpredictable', 'compound-command');
}

function readSubshell(source: Source): Command {
  const { at } = source;
  // bash takes `((` for arithmetic, which may assign variables.
  if (source.dialect.isBash && source.text[at] === '(') stop('unpredictable', 'compound-command');
  const commands = nested(source, () => readListUntilClose(source));
  if (commands.length === 0) misread(source);
  let token = readToken(source, {});
  for (; token.kind === 'redirect'; token = readToken(source, {})) {
    const target = readToken(source, {});
    const isPlain = target.kind === 'word' && !hasEffects(target.word);
    if (!isPlain || token.operator.startsWith('<<')) stop('unpredictable', 'too-intricate');
  }
  pushBack(source, token);
  return { kind: 'subshell', at, commands };
}
