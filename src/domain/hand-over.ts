import type { KnownText } from './redaction/known-text.ts';
import type { Secret } from './secret.ts';

/** What the program is to become: a command, and the environment it gets. */
export interface HandOver {
  /** Absolute. */
  readonly file: string;
  /** What it is called as, then its words; any of them may be a secret, so they are never shown. */
  readonly argv: readonly [string, ...string[]];
  /** Names and values as `escapedText`. */
  readonly environment: ReadonlyMap<string, Secret>;
  /** True when that is our own environment, once `edit` is made: then it goes on byte for byte. */
  readonly inherited: boolean;
  /** What is still to be changed in our own environment. */
  readonly edit?: EnvironmentEdit;
  /** True when the command, where it has to be a child of ours, must not outlive us, however we end. */
  readonly endsWithUs: boolean;
  /** True when the kernel itself starts this file: a binary, or a script whose interpreter is there. */
  readonly startsSurely: boolean;
  /** What must not be seen of what the command prints; then it is a child of ours. Absent: nothing is hidden. */
  readonly hides?: readonly KnownText[];
}

/** How one environment becomes another. */
export interface EnvironmentEdit {
  readonly unset: readonly string[];
  readonly set: ReadonlyMap<string, Secret>;
}
