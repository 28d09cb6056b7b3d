import { exit, exitCodeOf } from '../exit-code.ts';
import type { Finding } from '../finding.ts';
import { type Report, schemaOf } from '../report.ts';
import { isLeak, type LeakFinding } from './leak-finding.ts';
import { piecesOf, type Tally } from './tally.ts';

/** What was scanned, as the command line names it. */
export type SourceName =
  | 'paths'
  | 'staged'
  | 'history'
  | 'since'
  | 'stdin'
  | 'logs'
  | 'journal'
  | 'shell-history'
  | 'environment';

/** How the report is to be said. */
export type Output = 'text' | 'annotations' | 'sarif';

/** Leaks that are reported, listed or not. */
export interface LeakTotals {
  /** Every place, also those that are not listed one by one. */
  readonly leaks: number;
  /** Of them, those that 24 bits of a window and their form speak for, and nothing could confirm. */
  readonly uncertain: number;
  /** Of ours, live and not revoked. */
  readonly live: number;
  readonly files: number;
  readonly listed: number;
}

/** What of ours was looked for. */
export interface KnownTotals {
  readonly byValue: number;
  readonly byFingerprint: number;
  /** `KEY of ENVIRONMENT`: cannot be searched for. */
  readonly leftOut: readonly string[];
  readonly basis: 'registry' | 'env-files' | 'patterns-only';
}

/** What `scan` reports. */
export interface ScanReport extends Report {
  readonly part: 'scan';
  readonly source: SourceName;
  readonly output: Output;
  /** True where no person looks on: then every allowance that was used is told, not only counted. */
  readonly unattended: boolean;
  readonly totals: LeakTotals;
  readonly scanned: Tally & { readonly seconds: number };
  readonly known: KnownTotals;
  /** Whose salt the fingerprints are made with; those of `this-run` compare with nothing else. */
  readonly fingerprints: 'registry' | 'baseline' | 'this-run';
  /** Places that are not reported, by what allows them. */
  readonly allowed: Readonly<Record<'comment' | 'path-rule' | 'baseline', number>>;
  /** The rules behind the findings, for SARIF. */
  readonly rules: readonly ReportedRule[];
  /** How many entries a baseline was written with. */
  readonly written?: { readonly file: string; readonly entries: number };
}

/** A rule that found something. */
export interface ReportedRule {
  readonly rule: string;
  readonly title: string;
  readonly remedy: string;
}

/** Everything a report is made from but its code. */
export type ScanFacts = Omit<ScanReport, 'schema' | 'outcome' | 'exit' | 'part'>;

/** The report, with the exit code that its findings and its tally come to. */
export function scanReport(facts: ScanFacts): ScanReport {
  const empty = provesNothing(facts) ? [nothingScanned(facts)] : [];
  const findings = [...facts.findings, ...empty];
  const code = exitOfScan(findings, facts.totals);
  const head = { schema: schemaOf('scan'), outcome: 'done', exit: code, part: 'scan' } as const;
  return { ...head, ...facts, findings };
}

/** True when there was not one byte to look through; names alone prove nothing. */
export function nothingRead({ scanned }: Pick<ScanFacts, 'scanned'>): boolean {
  return piecesOf(scanned) === 0 || scanned.bytes === 0;
}

/** True where nothing else says already why this is no clean scan. */
function provesNothing(facts: ScanFacts): boolean {
  const isTold = facts.totals.leaks > 0 || facts.scanned.unreadableCount > 0;
  return nothingRead(facts) && !isTold && !mayBeEmpty(facts.source);
}

/** A commit that changes nothing is no fault; a scan of nothing else has proved nothing. */
function mayBeEmpty(source: SourceName): boolean {
  return source === 'staged' || source === 'since';
}

/** A leak is the answer; without one, whatever could not be read means that there is none. */
function exitOfScan(findings: readonly Finding[], totals: LeakTotals): number {
  if (totals.leaks > 0) return exit.no;
  const isUnsure = findings.some((one) => one.severity === 'error' && !isLeak(one));
  return isUnsure ? exitCodeOf('unsafe-file') : exit.done;
}

function nothingScanned({ source }: ScanFacts): Finding {
  return {
    rule: 'nothing-scanned',
    severity: 'error',
    where: source,
    message: 'there was not one byte to look through, so nothing is shown to be clean',
    remedy: 'look at what it was to read: pine-env scan --help',
  };
}

/** The leaks among the findings, the loudest first: ours and live, ours, certain, the rest. */
export function leaksIn(findings: readonly Finding[]): readonly LeakFinding[] {
  return findings
    .filter(isLeak)
    .map((leak, at) => ({ leak, at, rank: rankOf(leak) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ leak }) => leak);
}

function rankOf({ keys, certain, severity }: LeakFinding): number {
  const inForce = keys.filter(({ generation }) => generation !== 'revoked');
  if (certain && inForce.some(({ tier }) => tier === 'live')) return 0;
  if (certain && inForce.length > 0) return 1;
  if (keys.length > 0) return 2;
  return severity === 'error' ? 3 : 4;
}
