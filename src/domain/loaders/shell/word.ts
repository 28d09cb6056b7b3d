/** What `${NAME operator operand}` does; `other` changes nothing and gives a value nobody predicts. */
export type Operator =
  | 'value'
  | 'length'
  | '-'
  | ':-'
  | '='
  | ':='
  | '?'
  | ':?'
  | '+'
  | ':+'
  | '#'
  | '##'
  | '%'
  | '%%'
  | '^'
  | '^^'
  | ','
  | ',,'
  | '~'
  | '~~'
  | '/'
  | '//'
  | 'slice'
  | 'other';

/** One `$NAME` or `${NAME…}`; a NAME that is no variable's (`1`, `$`, `?`) is never predicted. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly operator: Operator;
  readonly operand: Word;
  /** The operand is quoted in a way on which a prediction would be a guess. */
  readonly odd: boolean;
}

/** A piece of a word: text with its quoting marked, or something that is expanded. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unknown'; readonly rule: string }
  | { readonly kind: 'array' }
  | { readonly kind: 'translated' }
  | { readonly kind: 'bad-substitution' }
  | Parameter;

/** A word as it was read, before anything is expanded. */
export type Word = readonly Part[];

/** The marked text of a word without expansions; undefined when it has any. */
export function literal(word: Word): string | undefined {
  const [part] = word;
  if (part === undefined) return '';
  return word.length === 1 && part.kind === 'text' ? part.text : undefined;
}

/** True when expanding the word could change a variable, or end the line or the shell. */
export function hasEffects(word: Word): boolean {
  return word.some((part) => {
    if (part.kind === 'bad-substitution') return true;
    if (part.kind !== 'parameter') return false;
    return /^:?[=?]$/.test(part.operator) || hasEffects(part.operand);
  });
}
