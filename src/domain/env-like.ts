import type { Secret } from './secret.ts';

/** Git's patterns for files that look like env files, wherever they lie; examples hold placeholders. */
export const envLikePatterns: readonly string[] = [
  ':(glob)**/*.env',
  ':(glob)**/.env*',
  ':(glob)**/*.env.*',
  ':(exclude,glob)**/*.example',
];

/** A file that git tracks or has staged, as far as it was read. */
export interface TrackedFile {
  /** Relative to the root. */
  readonly path: string;
  /** What the index and the work tree hold, each once. */
  readonly texts: readonly Secret[];
  /** True when it, or all such files together, are too large to be looked into. */
  readonly unread: boolean;
}
