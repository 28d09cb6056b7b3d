import { exit } from '../domain/exit-code.ts';
import { anyError, type Finding } from '../domain/finding.ts';
import { type Report, schemaOf } from '../domain/report.ts';

/** What `check` answers. */
export interface CheckReport extends Report {
  readonly profiles: readonly string[];
  readonly rules: readonly string[];
}

/** The answer to these judgements; an error finding exits 1. */
export function checkReport(
  root: string | null,
  profiles: readonly string[],
  rules: readonly string[],
  findings: readonly Finding[],
): CheckReport {
  return {
    schema: schemaOf('check'),
    root,
    outcome: 'done',
    exit: anyError(findings) ? exit.no : exit.done,
    profiles,
    rules,
    findings,
  };
}
