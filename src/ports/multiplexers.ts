import type { Secret } from '../domain/secret.ts';

/** The environment that a terminal multiplexer hands to its new windows. */
export interface MultiplexerEnvironment {
  /** `tmux default, every session`. */
  readonly where: string;
  /** The command that takes a variable away, in front of its name. */
  readonly takeAway: string;
  readonly variables: ReadonlyMap<string, Secret>;
}

/** The multiplexers of our own account that can be asked. */
export interface Multiplexers {
  /** Asks every tmux server of ours with tmux itself; starts none. */
  tmux(): Promise<{
    readonly environments: readonly MultiplexerEnvironment[];
    /** A server that is there and gave no answer. */
    readonly unread: readonly { readonly where: string; readonly why: string }[];
  }>;
}
