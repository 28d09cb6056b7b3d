import { stop } from '../config-rules.ts';
import type { Node } from './node.ts';
import { nothing, parseNode } from './parse-nodes.ts';
import { next, nextIs, type Parse, take, takeIf } from './parse-tokens.ts';
import { handlesOf } from './tag-handles.ts';
import type { Directive, Token } from './token.ts';

/** The one document of the tokens; undefined when there is none. */
export function parseDocument(tokens: readonly Token[]): Node | undefined {
  if (tokens[0]?.kind === 'stream-end') return undefined;
  const directives: Directive[] = [];
  for (const token of tokens) {
    if (token.kind !== 'directive') break;
    directives.push(token);
  }
  const at = directives.length;
  const parse: Parse = { tokens, at, handles: handlesOf(directives), anchors: new Map() };
  const isMarked = takeIf(parse, 'document-start');
  if (!isMarked && at > 0) return stop('directive', next(parse).line);
  const root = isMarked && isAtEnd(parse) ? nothing(next(parse)) : parseNode(parse, 'block');
  while (nextIs(parse, 'document-end')) take(parse);
  return nextIs(parse, 'stream-end') ? root : stop(ruleBehind(parse), next(parse).line);
}

function isAtEnd(parse: Parse): boolean {
  const isDirective = next(parse).kind === 'directive';
  return isDirective || nextIs(parse, 'document-start', 'document-end', 'stream-end');
}

function ruleBehind(parse: Parse): 'documents' | 'structure' {
  return nextIs(parse, 'document-start') ? 'documents' : 'structure';
}
