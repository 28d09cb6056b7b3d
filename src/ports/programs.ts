/** What a word in front of a command leads to. */
export type Program =
  | {
      readonly kind: 'found';
      /** Absolute. */
      readonly file: string;
      /** True when the kernel itself starts it: a binary, or a script whose interpreter is there. */
      readonly startsSurely: boolean;
    }
  | { readonly kind: 'not-executable'; readonly file: string }
  | { readonly kind: 'not-found' };

/** Programs, as a shell finds them; nothing is run. */
export interface Programs {
  /** A word with a slash is a path; any other is looked for in `path`, the value of `PATH`. */
  find(word: string, path: string | undefined): Program;
}
