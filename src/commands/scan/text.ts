import { grouped } from '../../domain/grouped.ts';
import { isLeak, type LeakFinding } from '../../domain/leaks/leak-finding.ts';
import { nothingRead, type ScanReport } from '../../domain/leaks/scan-report.ts';
import { megabytes, piecesOf, thousands } from '../../domain/leaks/tally.ts';
import { annotationLines } from '../../render/annotations.ts';
import type { Paint } from '../../render/paint.ts';
import { sarifLines } from '../../render/sarif.ts';
import { findingLines, findingsLines, plain, wrapped } from '../../render/speech.ts';

const mostPlaces = 10;

/** The report in few lines: each secret once with its places, what else there is, and one line to remember. */
export function scanText(report: ScanReport, paint: Paint): readonly string[] {
  if (report.output === 'sarif') return sarifLines(report);
  const others = report.findings.filter((finding) => !isLeak(finding));
  const leaks = report.findings.filter(isLeak);
  // Where nobody looks on, what was passed over is told in full; elsewhere the last lines count it.
  const infos = report.unattended || ['staged', 'since'].includes(report.source);
  return [
    ...(report.root === null ? [] : [paint.faint(`root ${plain(report.root)}`)]),
    ...wrapped(knownWords(report), '').map((line) => paint.faint(line)),
    ...secretsIn(leaks).flatMap((places) => secretLines(paint, places)),
    ...findingsLines(paint, others, infos),
    ...(report.output === 'annotations' ? annotationLines(report.findings) : []),
    ...passedOver(report),
    ...(report.written === undefined ? [] : [writtenWords(report.written)]),
    ...wrapped(lastWords(report), '').map((line) => voiced(report, paint, line)),
  ];
}

function secretsIn(leaks: readonly LeakFinding[]): readonly (readonly LeakFinding[])[] {
  const secret = ({ rule, fingerprint, severity }: LeakFinding) =>
    `${rule} ${fingerprint} ${severity}`;
  return [...grouped(leaks, secret).values()];
}

function secretLines(paint: Paint, [first, ...others]: readonly LeakFinding[]): readonly string[] {
  if (first === undefined) return [];
  const [head = '', ...rest] = findingLines(paint, first);
  const also = others.slice(0, mostPlaces).map(({ where }) => `    also ${plain(where)}`);
  const more = others.length - also.length;
  return [
    head,
    ...rest,
    ...also,
    ...(more > 0 ? [`    and ${thousands(more)} more places; --json lists them`] : []),
  ];
}

/** Fingerprints that compare with nothing are said to. */
function knownWords({ known, fingerprints }: ScanReport): string {
  const { basis, byValue, byFingerprint, leftOut } = known;
  if (basis === 'patterns-only') return 'known secrets: no registry: patterns only';
  const keys = `${thousands(byValue)} ${byValue === 1 ? 'key' : 'keys'} by value`;
  const where = basis === 'registry' ? '' : ' (no registry)';
  const missing = leftOut.length === 0 ? '' : `; not searched for: ${leftOut.join(', ')}`;
  const salt = fingerprints === 'registry' ? '' : `; fingerprints of ${fingerprints}`;
  return `known secrets: ${keys}, ${thousands(byFingerprint)} by fingerprint${where}${missing}${salt}`;
}

function passedOver({ allowed }: ScanReport): readonly string[] {
  const parts = [
    [allowed.comment, 'by comments'],
    [allowed['path-rule'], 'by path rules'],
    [allowed.baseline, 'by the baseline'],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  if (told.length === 0) return [];
  const words = told.map(([count, by]) => `${thousands(count)} ${by}`);
  return wrapped(`allowed, not reported: ${words.join(', ')}`, '');
}

function writtenWords({ file, entries }: NonNullable<ScanReport['written']>): string {
  return `wrote ${plain(file)}: ${thousands(entries)} ${entries === 1 ? 'entry' : 'entries'}`;
}

/** `3 leaks (1 of them OURS AND LIVE) in 2 files; scanned 5,470 files, 31.2 MB in 0.4 s; skipped 2 (…)`. */
function lastWords(report: ScanReport): string {
  const { scanned, source } = report;
  const isEmpty = nothingRead(report) && report.totals.leaks === 0;
  if (isEmpty && scanned.unreadableCount === 0) return emptyWords(source, scanned);
  const unreadable =
    scanned.unreadableCount === 0
      ? ''
      : `; NOT READ: ${thousands(scanned.unreadableCount)}, so this is not clean`;
  return `${leakWords(report)}; scanned ${piecesWords(scanned)}, ${megabytes(scanned.bytes)} in ${scanned.seconds.toFixed(1)} s${skippedWords(scanned)}${unreadable}`;
}

function emptyWords(source: ScanReport['source'], scanned: ScanReport['scanned']): string {
  const skipped = skippedWords(scanned);
  const what = piecesOf(scanned) === 0 ? 'nothing' : 'nothing that holds anything';
  if (source === 'staged') return `${what} was staged, nothing was scanned${skipped}`;
  if (source === 'since') return `${what} is new, nothing was scanned${skipped}`;
  return `NOTHING WAS SCANNED${skipped}`;
}

function leakWords({ totals, scanned }: ScanReport): string {
  if (totals.leaks === 0) return scanned.unreadableCount === 0 ? 'no leaks' : 'nothing found';
  const { leaks, uncertain, live, files } = totals;
  const notes = [
    ...(live > 0 ? [`${thousands(live)} of them OURS AND LIVE`] : []),
    ...(uncertain > 0 ? [`${thousands(uncertain)} not confirmed`] : []),
  ];
  const told = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  return `${counted(leaks, 'leak')}${told} in ${counted(files, 'file')}`;
}

function piecesWords(scanned: ScanReport['scanned']): string {
  const { files, objects, names, streams, entries } = scanned;
  const parts = [
    [files, 'file'],
    [objects, 'object'],
    // Of files they go without saying.
    [files > 0 ? 0 : names, 'name'],
    [streams, 'stream'],
    [entries, 'packed file'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => counted(count, noun))
    .join(', ');
}

function skippedWords({ skipped }: ScanReport['scanned']): string {
  const total = skipped.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return '';
  const reasons = skipped.map(({ count, why }) => `${thousands(count)} ${why}`);
  return `; skipped ${thousands(total)} (${reasons.join(', ')})`;
}

function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function voiced({ exit, totals }: ScanReport, paint: Paint, line: string): string {
  if (totals.live > 0) return paint.live(line);
  return exit === 0 ? paint.safe(line) : paint.error(line);
}
