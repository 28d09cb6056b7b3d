import { addPart, addText, type Growing, textSoFar } from './growing.ts';
import { readToken } from './read-token.ts';
import { CLOSE_BRACKET, cutShort, nested, peek, type Source } from './source.ts';
import { stop } from './stops.ts';
import { hasEffects } from './word.ts';

const assigned = /^[A-Za-z_][A-Za-z0-9_]*\+?=$/;
const name = /^[A-Za-z_][A-Za-z0-9_]*$/;
const simpleSubscript = /[A-Za-z0-9_ .,:@/*+-]*/y;

/** bash: true when a `(` behind this begins the elements of an array. */
export function beginsArray(word: Growing): boolean {
  const { arrays } = word.place;
  if (arrays === undefined || !assigned.test(textSoFar(word) ?? '')) return false;
  return arrays === 'doubtful' ? stop('unpredictable', 'too-intricate') : true;
}

/** bash: reads the `(…)` behind `NAME=`; its `(` is next. */
export function readArray(source: Source, word: Growing): void {
  source.at++;
  nested(source, () => readElements(source));
  const code = peek(source);
  // What stands directly behind it makes it a text again.
  const ends = code < 0 || ' \t\n;&|<>'.includes(String.fromCharCode(code));
  addPart(source, word, ends ? { kind: 'array' } : { kind: 'unknown', rule: 'array' });
}

function readElements(source: Source): void {
  for (;;) {
    const token = readToken(source, {});
    if (token.kind === 'operator' && token.text === ')') return;
    const isElement = token.kind === 'word' && !hasEffects(token.word);
    if (isElement && source.text[token.at] !== '[') continue;
    // An error in here costs something else than one anywhere else.
    if (token.kind !== 'newline') stop('unpredictable', 'too-intricate');
  }
}

/** bash: true when a `[` behind this begins a subscript. */
export function beginsSubscript(source: Source, word: Growing): boolean {
  if (word.bracketed || word.place.arrays !== 'word') return false;
  word.bracketed = true;
  return source.dialect.isBash && name.test(textSoFar(word) ?? '');
}

/** bash: reads a `[` that behind a name reaches to its `]`, whatever stands between them. */
export function readSubscript(source: Source, word: Growing): void {
  simpleSubscript.lastIndex = source.at + 1;
  simpleSubscript.test(source.text);
  const end = Math.max(simpleSubscript.lastIndex, source.at + 1);
  if (end >= source.text.length) cutShort();
  if (source.text.charCodeAt(end) !== CLOSE_BRACKET) stop('unpredictable', 'too-intricate');
  addText(word, source.text.slice(source.at, end + 1));
  source.at = end + 1;
}
