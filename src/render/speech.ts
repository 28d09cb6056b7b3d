/*
 * How the program speaks:
 *
 * - stdout is the answer; talk, prompts, progress and errors go to stderr.
 * - The first line of a status or a change names the root it is about.
 * - A verdict is a word: `sound`, `not sound`, `refused`. Live is in capitals. Colour only repeats
 *   what the words say.
 * - A finding says its severity, its rule, where, what, and after `->` one thing to do.
 * - An error is what and which file, in lower case, without a full stop; then its remedy.
 * - The last line of a change says how to undo it.
 * - Prose breaks at 80 columns. A command to type never breaks: it is to be copied.
 * - Nothing from outside is shown raw: control characters are escaped.
 * - Never a secret's value, its length or its tail.
 */
import type { Finding, Severity } from '../domain/finding.ts';
import type { ReportedError } from '../domain/report.ts';
import type { Paint } from './paint.ts';

const columns = 80;

/** Control characters, and what could turn the reading direction, as visible escapes. */
export function plain(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Prose broken at blanks, each line indented; a word longer than a line stands alone. */
export function wrapped(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  for (const word of plain(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(`${indent}${word}`);
  }
  return lines;
}

/** One finding in two or three lines. */
export function findingLines(paint: Paint, finding: Finding): readonly string[] {
  const { severity, rule, where, message, remedy } = finding;
  return [
    `${coloured(paint, severity)} ${paint.strong(rule)}  ${plain(where)}`,
    ...wrapped(message, '    '),
    `    -> ${plain(remedy)}`,
  ];
}

/** Findings, the heaviest first; infos only when asked for. */
export function findingsLines(
  paint: Paint,
  findings: readonly Finding[],
  infos = false,
): readonly string[] {
  const order: readonly Severity[] = infos ? ['error', 'warning', 'info'] : ['error', 'warning'];
  return order.flatMap((severity) =>
    findings
      .filter((finding) => finding.severity === severity)
      .flatMap((finding) => findingLines(paint, finding)),
  );
}

/** Warnings in one line each, for a log that other programs write to as well. */
export function noteLines(paint: Paint, findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === 'warning')
    .map(({ rule, where, message }) =>
      paint.warning(`pine-env: warning ${rule}  ${plain(where)}: ${plain(message)}`),
    );
}

/** An error and its remedy. */
export function errorLines(paint: Paint, error: ReportedError): readonly string[] {
  return [
    ...wrapped(`pine-env: ${error.kind} (${error.rule}): ${error.message}`, '').map((line, at) =>
      at === 0 ? paint.error(line) : line,
    ),
    `    -> ${plain(error.remedy)}`,
  ];
}

/** `2 errors, 1 warning`, or `nothing found`. */
export function tally(findings: readonly Finding[]): string {
  const counts = (['error', 'warning'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'nothing found' : counts.join(', ');
}

/** Rows with their columns aligned; the last column is free. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => visible(row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1
          ? cell
          : cell + ' '.repeat((widths[column] ?? 0) - visible(cell).length),
      )
      .join('  ')
      .trimEnd(),
  );
}

function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes take no columns
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}

function coloured(paint: Paint, severity: Severity): string {
  if (severity === 'error') return paint.error('error  ');
  return severity === 'warning' ? paint.warning('warning') : paint.faint('info   ');
}
