import type { RenewalStep } from '../providers/rotation-steps.ts';

/** A cell of a table: text for people, or words to be read letter by letter. */
export type Cell = string | { readonly code: string | readonly string[] };

/** The words of a cell that are to be read letter by letter. */
export function codesIn({ code }: Exclude<Cell, string>): readonly string[] {
  return (typeof code === 'string' ? [code] : code).filter((word) => word !== '');
}

/** One thing on a page, whatever the page is written in. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly heads: readonly string[]; readonly rows: readonly Row[] }
  | { readonly kind: 'steps'; readonly steps: readonly RenewalStep[] }
  | { readonly kind: 'commands'; readonly lines: readonly CommandLine[] };

export type Row = readonly Cell[];

/** A command to type, and what it is for. */
export interface CommandLine {
  readonly line: string;
  readonly about: string;
}

/** A piece of a page under a title of its own. */
export interface Section {
  readonly title: string;
  /** True for a section about one key, whose name is the title. */
  readonly isKey: boolean;
  readonly blocks: readonly Block[];
}

/** Text in its own block. */
export function says(text: string): Block {
  return { kind: 'text', text };
}

/** A table; nothing at all when it has no rows. */
export function tableOf(heads: readonly string[], rows: readonly Row[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', heads, rows }];
}
