import type { Secret } from './secret.ts';

/** What the program is to become: a command, and the environment it gets. */
export interface HandOver {
  /** Absolute. */
  readonly file: string;
  /** What it is called as, then its words; any of them may be a secret, so they are never shown. */
  readonly argv: readonly [string, ...string[]];
  /** Names and values as `escapedText`. */
  readonly environment: ReadonlyMap<string, Secret>;
  /** True when that is our own environment, which then goes on byte for byte. */
  readonly inherited: boolean;
  /** True when the kernel itself starts this file: a binary, or a script whose interpreter is there. */
  readonly startsSurely: boolean;
}
