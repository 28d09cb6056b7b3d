import type { Comparison, DiffReport } from '../domain/diff-report.ts';
import type { DiffRow } from '../domain/profile-diff.ts';
import type { Paint } from '../render/paint.ts';
import { findingsLines, plain, table, tally } from '../render/speech.ts';

/** Each key with what it is on both sides, then what speaks against it. */
export function diffText(report: DiffReport, paint: Paint): readonly string[] {
  return [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...report.comparisons.flatMap((one) => comparisonLines(one, paint)),
    ...findingsLines(paint, report.findings),
    lastLine(report),
  ];
}

function comparisonLines(one: Comparison, paint: Paint): readonly string[] {
  return one.rows.flatMap((row) => [
    `${paint.strong(row.key)}  ${words(row, one, paint)}`,
    ...table(valueRows(row, one)).map((line) => `    ${line}`),
  ]);
}

function valueRows({ relation, here, there }: DiffRow, one: Comparison): readonly string[][] {
  const both = relation === 'same' && here === there;
  if (both) return [['both', plain(here ?? '')]];
  return [
    [one.here, here],
    [one.there, there],
  ].flatMap(([name, value]) => (value === null ? [] : [[plain(name ?? ''), plain(value ?? '')]]));
}

function words(row: DiffRow, { here, there }: Comparison, paint: Paint): string {
  const { relation, wanted, good } = row;
  const only = relation === 'only-here' ? here : there;
  const is = relation.startsWith('only') ? `only in ${plain(only)}` : relation;
  if (!good)
    return paint.error(wanted === 'differ' ? `${is}, and MUST differ` : `${is}, and should agree`);
  return wanted === 'differ' ? `${is}, as it must be` : is;
}

function lastLine({ findings, comparisons, exit }: DiffReport): string {
  const names = comparisons.map(({ here, there }) => `${here} and ${plain(there)}`).join('; ');
  if (exit === 0) return `${names}: as they should be to each other`;
  return names === '' ? tally(findings) : `${names}: ${tally(findings)}`;
}
