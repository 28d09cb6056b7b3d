import type { Word } from './word.ts';

/** One `>FILE`, `<&3`, `<<END`. */
export interface Redirect {
  readonly operator: string;
  readonly target: Word;
}

/** Assignments, words and redirections up to an operator. */
export interface SimpleCommand {
  readonly kind: 'simple';
  readonly at: number;
  readonly assignments: readonly Word[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** `(…)`: whatever happens in it stays in it. */
export interface Subshell {
  readonly kind: 'subshell';
  readonly at: number;
  readonly commands: List;
}

/** A command; those of compound kinds are not followed. */
export type Command = SimpleCommand | Subshell;

/** Commands joined by `|`, each a process of its own when there are several. */
export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

/** Pipelines joined by `&&` and `||`, each with the operator before it. */
export interface AndOr {
  readonly pipelines: readonly {
    readonly operator: '' | '&&' | '||';
    readonly pipeline: Pipeline;
  }[];
  /** It runs in a process of its own, behind `&`. */
  readonly background: boolean;
}

/** What a complete command, or the inside of parentheses, holds. */
export type List = readonly AndOr[];
