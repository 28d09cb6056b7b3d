/** Where in an account a key may lie about. */
export type TracePlace = 'environment' | 'startup-file' | 'history' | 'multiplexer';

/** One text of an account that may hold keys: a file, a variable. */
export interface TraceSource {
  readonly place: TracePlace;
  /** For people: `~/.bashrc`, `TOKEN`, `tmux (default)`. */
  readonly where: string;
  /** The variable, where the text is one. */
  readonly variable?: string;
  /** What takes it away, where that depends on where it is: `tmux -S … set-environment -gu`. */
  readonly takeAway?: string;
}

/** A key that lies about; nothing of its value. */
export interface Trace extends TraceSource {
  /** From 1; absent for a variable. */
  readonly line?: number;
  readonly key: string;
  /** Whose the value is; absent where only the name that it is given to tells that it is one. */
  readonly environment?: string;
}

/** What was found, and what could not be looked into. */
export interface TracesRead {
  readonly found: readonly Trace[];
  readonly unread: readonly (TraceSource & { readonly why: string })[];
}
