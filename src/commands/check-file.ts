import { judge } from '../domain/checks/index.ts';
import { checksOfFile, fileUnproven, notMended, whyNotFile } from '../domain/child/file-profile.ts';
import type { Finding } from '../domain/finding.ts';
import type { ErrorFacts } from '../errors.ts';
import type { Host } from '../ports.ts';
import { fixFiles } from '../steps/fix-files.ts';
import { checkedFile, type FileSeen, type NamedFile } from '../steps/look-at-file.ts';
import { type CheckReport, checkReport } from './check-report.ts';

/** What was asked for beside the file itself. */
export interface FileCheck extends NamedFile {
  readonly fix: boolean;
  /** Of the rules that are known; absent: all that count for a file. */
  readonly only: readonly string[] | undefined;
}

/** `check --file`: everything that `run --file` would refuse for, and whether its keys are proven. */
export async function checkFile(host: Host, asked: FileCheck): Promise<CheckReport> {
  const first = await checkedFile(host, asked);
  const path = first.view.files[0]?.file ?? '';
  const fixed = asked.fix ? fixes(host, first, path) : [];
  const seen = fixed.length === 0 ? first : await checkedFile(host, asked);
  const { profile } = seen.view;
  const checks = checksOfFile(seen.whose, path, seen.isOurs).filter(
    ({ rule }) => asked.only?.includes(rule) ?? true,
  );
  // A rule that nothing can be asked by does not pass for one that found nothing.
  const isWhole = asked.only === undefined || checks.length < new Set(asked.only).size;
  const doubt = isWhole ? doubtOf(seen, asked.profile, path) : undefined;
  const findings = [...fixed, ...judge(checks, seen.view), ...(doubt ? [asFinding(doubt)] : [])];
  const rules = checks.map(({ rule }) => rule);
  return checkReport(seen.root?.path ?? null, [profile.name], rules, findings);
}

function fixes(host: Host, { view, isOurs }: FileSeen, path: string): readonly Finding[] {
  return isOurs ? fixFiles(host, view) : [notMended(path)];
}

function doubtOf(
  { whose }: FileSeen,
  expected: string | undefined,
  path: string,
): ErrorFacts | undefined {
  if (whose.kind === 'unproven') return fileUnproven(whose, path);
  return whyNotFile(whose, expected, path);
}

function asFinding({ rule, message, remedy, where = '' }: ErrorFacts): Finding {
  return { rule, severity: 'error', where, message, remedy };
}
