import type { Redirect, SimpleCommand } from './command.ts';
import { awaitHereDocument } from './read-here-documents.ts';
import { pushBack, readToken } from './read-token.ts';
import { countPiece, misread, type Source, type Token } from './source.ts';
import { stop } from './stops.ts';
import { literal, type Word } from './word.ts';

const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;
const bashAssignment = /^[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=/;
// bash lets these take arrays.
const takesArrays = /^(?:alias|declare|eval|export|let|local|readonly|typeset)$/;

interface Reading {
  readonly assignments: Word[];
  readonly words: Word[];
  readonly redirects: Redirect[];
}

/** Reads a simple command up to the operator or line feed behind it. */
export function readSimpleCommand(source: Source): SimpleCommand {
  const reading: Reading = { assignments: [], words: [], redirects: [] };
  const first = readToken(source, { arrays: 'word' });
  const at = 'at' in first ? first.at : source.at;
  let token = first;
  while (goesOn(source, reading, token)) token = readToken(source, { arrays: arrays(reading) });
  if (token.kind === 'operator' && token.text === '(') readFunction(source, reading);
  pushBack(source, token);
  return { kind: 'simple', at, ...reading };
}

function arrays({ words, redirects }: Reading): 'word' | 'argument' | 'doubtful' | undefined {
  const [command] = words;
  // bash takes an array behind a redirection in some places and not in others.
  if (redirects.length > 0) return 'doubtful';
  if (command === undefined) return 'word';
  return takesArrays.test(literal(command) ?? '') ? 'argument' : undefined;
}

function goesOn(source: Source, reading: Reading, token: Token): boolean {
  countPiece(source);
  if (token.kind === 'redirect') reading.redirects.push(readRedirect(source, token.operator));
  if (token.kind !== 'word') return token.kind === 'redirect';
  const isAssignment = reading.words.length === 0 && assigns(source, token.word);
  (isAssignment ? reading.assignments : reading.words).push(token.word);
  return true;
}

/** True when the word assigns a variable, at the beginning of a command. */
export function assigns({ dialect }: Pick<Source, 'dialect'>, [first]: Word): boolean {
  if (first?.kind !== 'text') return false;
  return (dialect.isBash ? bashAssignment : assignment).test(first.text);
}

function readRedirect(source: Source, operator: string): Redirect {
  const token = readToken(source, {});
  // bash takes the digits of `>&2>` for the number of the first one.
  if (token.kind === 'redirect' && operator.endsWith('&')) stop('unpredictable', 'too-intricate');
  if (token.kind !== 'word') misread(source);
  if (operator === '<<' || operator === '<<-') awaitHereDocument(source, operator, token.word);
  if (operator.endsWith('&') && !/^(?:\d|-)$/.test(literal(token.word) ?? '')) {
    stop('unpredictable', 'too-intricate');
  }
  return { operator, target: token.word };
}

/** A `(` behind one plain word defines a function; behind anything else nobody understands it. */
function readFunction(source: Source, { assignments, words, redirects }: Reading): never {
  const isAlone = assignments.length + redirects.length === 0 && words.length === 1;
  if (!isAlone) misread(source);
  const token = readToken(source, {});
  if (token.kind !== 'operator' || token.text !== ')') misread(source);
  return stop('unpredictable', 'compound-command');
}
