/** A parsed YAML file: its plain value and where each part of it stands. */
export interface ParsedConfig {
  readonly value: unknown;
  /** The 1-based line of the node at `path` (or of its nearest parent). */
  lineOf(path: readonly (string | number)[]): number;
}

/** One change to a YAML file; everything else in it stays as people wrote it. */
export type ConfigEdit =
  | { readonly kind: 'set'; readonly path: readonly (string | number)[]; readonly value: unknown }
  | {
      readonly kind: 'append';
      readonly path: readonly (string | number)[];
      readonly value: unknown;
    }
  | { readonly kind: 'delete'; readonly path: readonly (string | number)[] };

/** YAML text, read and edited. Errors are `bad-config` with file, line and rule, never the line's text. */
export interface ConfigText {
  parse(text: string, file: string): ParsedConfig;
  /** Applies the edits; comments, order and quoting elsewhere stay. */
  edit(text: string, file: string, edits: readonly ConfigEdit[]): string;
}
