/** What is piped into the process. */
export interface StandardInput {
  /** True when a person sits at it: then there is nothing to read, but somebody to ask. */
  readonly isTerminal: boolean;
  /** Waits for its end; at most `limit` bytes. Nothing when it is closed. */
  read(limit: number): Uint8Array;
}
