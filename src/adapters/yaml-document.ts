import { Composer, type Document, Lexer, Parser } from 'yaml';

/** Ends the reading: the package's name for the fault, and the offset where it is. */
export type Refuse = (fault: string, offset: number) => never;

/** Blocks within blocks; no file of ours has more than eight. */
export const deepest = 32;
/** A document, the key it stands under and the scalar that is being read are no blocks. */
const deepestStack = deepest + 8;
/** A registry of 10,000 keys has 1.9 million. */
const mostLexemes = 2_500_000;
/** Of one list or map: each costs a thousand bytes, and has two in the file. */
const mostItems = 50_000;
/** Of one text or comment, in characters: the package takes a thousand bytes for each line of one. */
const longest = 1024 * 1024;

const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  // The caller finds them: the package compares each key with each other.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/**
 * The one document in a text. The package itself reads on behind an error and as deep as a text goes,
 * and a small file of brackets takes hundreds of megabytes: here the first fault ends it, and so does
 * a block too many.
 */
export function yamlDocument(text: string, refuse: Refuse): Document.Parsed {
  const parser = new Parser();
  const composer = new Composer(options);
  endAtFirstError(composer, refuse);
  const documents: Document.Parsed[] = [];
  let begun = 0;
  const take = (tokens: ReturnType<Parser['next']>) => {
    for (const token of tokens) {
      if (token.type === 'document' && ++begun > 1) refuse('MULTIPLE_DOCS', token.offset);
      documents.push(...composer.next(token));
    }
  };
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > mostLexemes || lexeme.length > longest) refuse('TOO_LARGE', parser.offset);
    take(parser.next(lexeme));
    if (parser.stack.length > deepestStack) refuse('RESOURCE_EXHAUSTION', parser.offset);
    const open = parser.stack.at(-1);
    if (open !== undefined && 'items' in open && open.items.length > mostItems) {
      refuse('TOO_LARGE', parser.offset);
    }
  }
  take(parser.end());
  documents.push(...composer.end(true, text.length));
  const [document] = documents;
  if (document === undefined) return refuse('UNEXPECTED_TOKEN', 0);
  const [fault] = [...document.errors, ...document.warnings];
  return fault === undefined ? document : refuse(fault.code, fault.pos[0]);
}

type Place = number | readonly [number, ...number[]] | { readonly offset: number };

/** The composer keeps each error, with the stack that led to it, and has no option that stops it. */
function endAtFirstError(composer: Composer, refuse: Refuse): void {
  const inner = composer as unknown as {
    onError(place: Place, code: string, message: string, warning?: boolean): void;
  };
  const keep = inner.onError;
  let first: { readonly code: string; readonly at: number } | undefined;
  inner.onError = (place, code, message, warning) => {
    if (warning === true) return keep(place, code, message, warning);
    // It takes whatever is thrown inside of a block for an exhausted stack, and says so here again.
    first ??= { code, at: offsetOf(place) };
    return refuse(first.code, first.at);
  };
}

function offsetOf(place: Place): number {
  if (typeof place === 'number') return place;
  return 'offset' in place ? place.offset : place[0];
}
