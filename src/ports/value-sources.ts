/** Where a secret's value may come from beside the terminal; never the command line. */
export interface ValueSources {
  /** True when stdin is a terminal: then a person is asked, on the terminal itself. */
  readonly stdinIsTerminal: boolean;
  /** All of stdin; throws `refused` (`value-too-long`) for more than `limit` bytes. */
  stdin(limit: number): Promise<Uint8Array>;
  /**
   * What a command writes to its stdout, run without a shell and with our own environment. Throws
   * `provider` when it cannot be run, fails, takes longer than `seconds` or says more than `limit` bytes;
   * no message holds anything of what it said.
   */
  command(words: readonly string[], seconds: number, limit: number): Promise<Uint8Array>;
}
