import { diffFindings, underOtherNames } from './diff-findings.ts';
import { exit } from './exit-code.ts';
import { anyError, type Finding } from './finding.ts';
import {
  betweenProfiles,
  concerning,
  type DiffRow,
  rowsOf,
  sameCredential,
  sameText,
  withRunningWorker,
} from './profile-diff.ts';
import type { Side } from './profile-side.ts';
import type { Registry } from './registry.ts';
import { type Report, schemaOf } from './report.ts';

/** Two sides and how each key stands on them. */
export interface Comparison {
  readonly here: string;
  readonly there: string;
  readonly rows: readonly DiffRow[];
}

/** What `diff` reports; several comparisons where a unit has several processes. */
export interface DiffReport extends Report {
  readonly comparisons: readonly Comparison[];
}

type Judged = Comparison & { readonly findings: readonly Finding[] };

/** Two profiles; `expected` are the settings that their `expect` names, which may differ. */
export function compareProfiles(
  registry: Registry,
  here: Side,
  there: Side,
  expected: ReadonlySet<string>,
): Judged {
  const sameness = sameCredential(registry);
  const rows = rowsOf(registry, here, there, betweenProfiles(expected), sameness);
  return {
    ...{ here: here.name, there: there.name, rows },
    findings: [
      ...diffFindings(rows, here.name, there.name),
      ...underOtherNames(registry, here, there, sameness),
      ...underOtherNames(registry, there, here, sameness),
    ],
  };
}

/** A profile's file and what a worker was started with, as texts. */
export function compareRunning(registry: Registry, file: Side, worker: Side): Judged {
  const there = concerning(registry, file, worker);
  const rows = rowsOf(registry, file, there, withRunningWorker, sameText);
  const findings = diffFindings(rows, file.name, worker.name);
  return { here: file.name, there: worker.name, rows, findings };
}

/** The report of these comparisons, and of whatever else there is to say. */
export function diffReport(
  root: string,
  judged: readonly Judged[],
  more: readonly Finding[] = [],
): DiffReport {
  const findings = [...judged.flatMap((one) => one.findings), ...more];
  return {
    schema: schemaOf('diff'),
    root,
    outcome: 'done',
    exit: anyError(findings) ? exit.no : exit.done,
    findings,
    comparisons: judged.map(({ here, there, rows }) => ({ here, there, rows })),
  };
}
