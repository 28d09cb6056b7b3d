import { quoted } from './marked-text.ts';
import { countPiece, type Source } from './source.ts';
import type { Part, Word } from './word.ts';

/** Where a word, or a part of one, is read. */
export interface Place {
  /** A blank or an operator, a double quote, or a closing brace. */
  readonly until: 'break' | 'quote' | 'brace';
  /** Between double quotes, also those around a `${…}`. */
  readonly quoted: boolean;
  /** A closing brace may be escaped. */
  readonly braces: boolean;
  /** bash: an array may be assigned here: by any word, or by what follows `export`. */
  readonly arrays?: 'word' | 'argument' | 'doubtful' | undefined;
}

/** A word while it is read. */
export interface Growing {
  readonly place: Place;
  readonly parts: Part[];
  readonly texts: string[];
  /** It holds quotes on whose effect a prediction would be a guess. */
  odd: boolean;
  /** It holds a bracket, so that no other one can begin a subscript. */
  bracketed: boolean;
}

/** An empty word at a place. */
export function growing(place: Place): Growing {
  return { place, parts: [], texts: [], odd: false, bracketed: false };
}

/** Text goes into the word, quoted where the place is. */
export function addText(word: Growing, text: string): void {
  if (text !== '') word.texts.push(word.place.quoted ? quoted(text) : text);
}

/** Text goes into the word as something quoted. */
export function addQuoted(word: Growing, text: string): void {
  if (text !== '') word.texts.push(quoted(text));
}

/** Something to be expanded goes into the word. */
export function addPart(source: Source, word: Growing, part: Part): void {
  countPiece(source);
  flush(word);
  word.parts.push(part);
}

/** What the word begins with, when that is text and all there is so far. */
export function textSoFar({ parts, texts }: Growing): string | undefined {
  return parts.length === 0 ? texts.join('') : undefined;
}

/** The finished word. */
export function grown(word: Growing): Word {
  flush(word);
  return word.parts;
}

function flush({ parts, texts }: Growing): void {
  if (texts.length === 0) return;
  parts.push({ kind: 'text', text: texts.join('') });
  texts.length = 0;
}
