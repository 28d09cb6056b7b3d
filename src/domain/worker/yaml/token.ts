/** A piece of YAML text, named as in the YAML 1.1 grammar; lines are 1-based. */
export type Token =
  | Text
  | { readonly kind: 'alias' | 'anchor'; readonly name: string; readonly line: number }
  | Tag
  | Directive
  | { readonly kind: Mark; readonly line: number };

/** A token that says nothing but its kind. */
export type Mark =
  | 'document-start'
  | 'document-end'
  | 'block-list'
  | 'block-map'
  | 'block-end'
  | 'flow-list'
  | 'flow-list-end'
  | 'flow-map'
  | 'flow-map-end'
  | 'entry'
  | 'comma'
  | 'key'
  | 'value'
  | 'stream-end';

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  /** Written without quotes, | or >. */
  readonly plain: boolean;
  /** Holds one character as two escaped halves, which are two in Python and one here. */
  readonly halves: boolean;
  readonly line: number;
}

export interface Tag {
  readonly kind: 'tag';
  /** Absent for `!<...>` and for a lone `!`. */
  readonly handle: string | undefined;
  readonly suffix: string;
  readonly line: number;
}

export interface Directive {
  readonly kind: 'directive';
  readonly name: string;
  /** Of `%TAG`: handle and prefix; of `%YAML`: the major version. */
  readonly values: readonly string[];
  readonly line: number;
}
