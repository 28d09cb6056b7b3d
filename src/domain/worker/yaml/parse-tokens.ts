import type { Node } from './node.ts';
import type { Mark, Token } from './token.ts';

/** A way through the tokens, and what was met on it. */
export interface Parse {
  readonly tokens: readonly Token[];
  at: number;
  /** What `!name!` stands for. */
  readonly handles: ReadonlyMap<string, string>;
  readonly anchors: Map<string, Node>;
}

/** The token here; the last one is never passed. */
export function next({ tokens, at }: Parse): Token {
  return tokens[at] as Token;
}

/** True when one of these is here. */
export function nextIs(parse: Parse, ...marks: readonly Mark[]): boolean {
  return (marks as readonly string[]).includes(next(parse).kind);
}

/** Takes the token here. */
export function take(parse: Parse): Token {
  const token = next(parse);
  if (parse.at < parse.tokens.length - 1) parse.at++;
  return token;
}

/** Takes the token here if it is that mark. */
export function takeIf(parse: Parse, mark: Mark): boolean {
  if (!nextIs(parse, mark)) return false;
  take(parse);
  return true;
}
