import { mayExpand } from './braces.ts';
import type { Dialect } from './dialect.ts';
import { plain } from './marked-text.ts';
import { stop } from './stops.ts';
import { literal, type Word } from './word.ts';

/** The builtin that a word calls; empty when it calls none, whatever else it may call. */
export function builtinName(dialect: Dialect, word: Word): string {
  const marked = literal(word);
  // Home directories, and the jobs of a shell at a terminal.
  if (/^[~%]/.test(marked ?? '')) unclear();
  if (marked === undefined || (dialect.isBash && mayExpand(marked))) {
    return mustNotBegin(dialect, word);
  }
  if (/[*?[]/.test(marked) && plain(marked) !== '[') return mustNotMatch(dialect, marked, word);
  const name = plain(marked);
  return dialect.builtins.has(name) ? name : '';
}

/** Something is expanded behind what the name begins with: no builtin may begin so. */
function mustNotBegin({ builtins }: Dialect, [first]: Word): '' {
  const marked = first?.kind === 'text' ? first.text : '';
  const [bare = ''] = /^[^*?[{~]*/.exec(marked) ?? [];
  const beginning = plain(bare);
  if ([...builtins].some((name) => name.startsWith(beginning))) unclear();
  return '';
}

/** File names may take the place of a pattern: none may be a builtin's. */
function mustNotMatch(dialect: Dialect, marked: string, word: Word): '' {
  const pattern = asRegExp(marked);
  if (pattern === undefined) return mustNotBegin(dialect, word);
  if ([...dialect.builtins].some((name) => pattern.test(name))) unclear();
  return '';
}

/** A pattern whose brackets hold nothing but letters and digits. */
function asRegExp(marked: string): RegExp | undefined {
  if (marked.length > 100) return undefined;
  const pieces = marked.match(/\[[A-Za-z0-9_]+\]|./gs) ?? [];
  const sources = pieces.map((piece) => (piece.length > 1 ? piece : sourceOf(piece)));
  return sources.includes(undefined) ? undefined : new RegExp(`^${sources.join('')}$`, 's');
}

function sourceOf(letter: string): string | undefined {
  if (letter === '*' || letter === '?') return letter === '*' ? '.*' : '.';
  // Ranges, classes, complements.
  if (letter === ']') return undefined;
  return plain(letter).replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}

function unclear(): never {
  return stop('unpredictable', 'dynamic-command');
}
