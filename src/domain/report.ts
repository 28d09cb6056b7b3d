import type { ErrorFacts } from '../errors.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Finding } from './finding.ts';

/** What became of a command: an error tells these four apart (promise 12). */
export type Ending = 'done' | 'not-done' | 'undone' | 'unknown';

/** What every report holds; the report *is* the JSON. */
export interface Report {
  readonly schema: string;
  readonly root: string | null;
  readonly outcome: Ending;
  readonly exit: number;
  readonly findings: readonly Finding[];
  readonly error?: ReportedError;
}

export interface ReportedError {
  readonly kind: string;
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
  readonly where?: string;
}

/** The schema tag of a verb's report. */
export function schemaOf(verb: string): string {
  return `pine-env/${verb}@1`;
}

/** The report of a command that ended in an error; `code` where it is not that of the error's kind. */
export function errorReport(
  verb: string,
  root: string | null,
  facts: ErrorFacts,
  code = exitCodeOf(facts.kind),
): Report & { readonly error: ReportedError } {
  return {
    schema: schemaOf(verb),
    root,
    outcome: facts.outcome ?? 'not-done',
    exit: code,
    findings: facts.findings ?? [],
    error: reported(facts),
  };
}

function reported(facts: ErrorFacts): ReportedError {
  const { kind, rule, message, remedy, where } = facts;
  return { kind, rule, message, remedy, ...(where === undefined ? {} : { where }) };
}
