import type { Sight } from './kill-sight.ts';
import type { Call } from './tracing/kill-at.ts';

/** What a command must come to. */
export interface Next {
  /** The words of the command; `@` stands for the root. */
  readonly line: string;
  /** Somebody types the phrase, should it be asked for. */
  readonly asks?: boolean;
  readonly codes: readonly number[];
  /** The end of the operation itself when nobody kills it, or a state by what it must be. */
  readonly ends: 'as clean' | 'paper' | 'never newly live';
}

/** A command that is to be killed, and the root it starts from. */
export interface Operation {
  readonly name: string;
  readonly base: string;
  readonly line: string;
  readonly asks?: boolean;
  /** What may stand in the link's place at any moment; see `Sight`. */
  readonly places: readonly string[];
  /** Files below the root that may be replaced whole; the journal, consent and rotation records go without saying. */
  readonly writes: readonly string[];
  /** It may leave nothing behind, killed or not. */
  readonly onlyAsks?: boolean;
  /** A `done` in the journal is the last word: all of it is done then. */
  readonly oneChange: boolean;
  /** The words around the command, for a machine of its own. */
  readonly within?: readonly string[];
  readonly next: readonly Next[];
}

/** An operation that was watched when nobody killed it. */
export interface Rehearsed {
  readonly operation: Operation;
  readonly before: Sight;
  /** How many calls it made, and which ones of them can change something. */
  readonly calls: number;
  readonly listed: readonly Call[];
  /** What a file that it writes may be, path by path, and what may be read in the link's place. */
  readonly whole: ReadonlyMap<string, ReadonlySet<string>>;
  readonly read: ReadonlySet<string | null>;
  /** What the operation may come to when it is typed again. */
  readonly ends: readonly string[];
  /** The state that it came to. */
  readonly after: Sight;
}

/** `use paper`: the panic button works on whatever was left. */
export const thenPaper: Next = { line: 'use paper --root @', codes: [0], ends: 'paper' };
