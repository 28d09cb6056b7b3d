import type { Finding } from './domain/finding.ts';

/** What went wrong, in the words of the exit-code table (DESIGN, section 5). */
export type ErrorKind =
  | 'usage'
  | 'refused'
  | 'unsafe-file'
  | 'bad-config'
  | 'provider'
  | 'busy'
  | 'bug';

export interface ErrorFacts {
  readonly kind: ErrorKind;
  /** The rule's own name, the same in text and JSON: `link-foreign`. */
  readonly rule: string;
  /** What and which file; lower case, no full stop, never a secret's value. */
  readonly message: string;
  /** One command to type or one thing to look at; never the bypass of a guard. */
  readonly remedy: string;
  /** The file, link or key it is about. */
  readonly where?: string;
  /** What became of the change; `not-done` when nothing is said. */
  readonly outcome?: 'not-done' | 'undone' | 'unknown';
  /** The findings that led to it. */
  readonly findings?: readonly Finding[];
  /** The system's own name for it, when a system call failed: `ENOSPC`. */
  readonly errno?: string;
}

/** The only error the program throws on purpose; anything else that escapes is a bug (exit 70). */
export class PineError extends Error {
  readonly facts: ErrorFacts;

  constructor(facts: ErrorFacts) {
    super(facts.message);
    this.name = 'PineError';
    this.facts = facts;
  }
}

/** Any error as a `PineError`; one nobody foresaw is told by its kind, since its message may hold anything. */
export function asPineError(error: unknown): PineError {
  if (error instanceof PineError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new PineError({
    kind: 'bug',
    rule: 'unforeseen',
    message: `something nobody foresaw went wrong (${kind})`,
    remedy: 'report it as a bug of pine-env',
    outcome: 'unknown',
  });
}

/** What a look comes to; undefined when it fails with a `PineError`. What nobody foresaw still escapes. */
export function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof PineError) return undefined;
    throw error;
  }
}

/** Throws a `PineError`; the return type lets it stand where a value is expected. */
export function fail(facts: ErrorFacts): never {
  throw new PineError(facts);
}
