import { addPart, type Growing } from './growing.ts';
import { readWhole } from './read-list.ts';
import { cutShort, nested, peek, type Source, sourceOf } from './source.ts';
import { caught, isStop, stop } from './stops.ts';

/** Reads a command between backticks, of which the first is next. */
export function readBackticks(source: Source, word: Growing): void {
  source.at++;
  const text = takeCommand(source, word.place.quoted);
  // dash reads the command when it reads the line, bash not before it runs.
  if (!source.dialect.isBash) nested(source, () => mustRead(source, text));
  addPart(source, word, { kind: 'unknown', rule: 'command-output' });
}

function takeCommand(source: Source, isQuoted: boolean): string {
  const taken: string[] = [];
  const { text } = source;
  for (let code = peek(source); text[source.at] !== '`'; code = peek(source)) {
    if (code < 0) cutShort();
    const next = text[source.at + 1];
    const isEscape = text[source.at] === '\\' && next !== undefined;
    const loses = isEscape && ('\\`$'.includes(next) || (isQuoted && next === '"'));
    taken.push(loses ? next : text.slice(source.at, source.at + (isEscape ? 2 : 1)));
    source.at += isEscape ? 2 : 1;
  }
  source.at++;
  return taken.join('');
}

function mustRead({ dialect, depth }: Source, text: string): void {
  const inner = sourceOf(text, dialect, depth);
  if (isStop(caught(() => readWhole(inner)))) stop('unpredictable', 'too-intricate');
}
