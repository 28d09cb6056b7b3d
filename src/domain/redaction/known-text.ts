import type { Secret } from '../secret.ts';

/** A text that must not be seen, and the name it is called by instead. */
export interface KnownText {
  readonly name: string;
  readonly text: Secret;
  /** The part of it that only its holder knows. */
  readonly secret: Secret;
  /** True when that is all of it. */
  readonly isSecret: boolean;
  /** True when it is the same in capitals. */
  readonly folds: boolean;
}
