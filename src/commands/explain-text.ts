import type { ExplainReport, Explanation } from '../domain/explanation.ts';
import { anyError } from '../domain/finding.ts';
import type { LoaderRow } from '../domain/loader-rows.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { findingsLines, plain, table, tally, wrapped } from '../render/speech.ts';

const columns = 80;

/** What `explain` says: of one key every reading and the verdict last, of all keys a line each. */
export function explainText(report: ExplainReport, paint: Paint): readonly string[] {
  const { keys, findings, one } = report;
  return [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...(one ? keys.flatMap((key) => readings(key, paint)) : overview(keys, paint)),
    ...findingsLines(paint, findings),
    ...(one ? verdicts(keys, paint) : [`${counted(keys.length)}, ${tally(findings)}`]),
  ];
}

function counted(keys: number): string {
  return keys === 1 ? '1 key' : `${keys} keys`;
}

function readings(one: Explanation, paint: Paint): readonly string[] {
  const places = one.places.length === 0 ? 'in no file' : one.places.join(', ');
  const declared = one.loaders.filter((row) => row.declared);
  const others = one.loaders.filter((row) => !row.declared);
  const { worker } = one;
  return [
    `${paint.strong(plain(one.key))} under ${tierName(paint, one.profile, one.tier)}  ${places}`,
    ...rowLines([...declared, ...others], paint),
    ...(worker === null
      ? []
      : wrapped(`worker: ${worker.setting} from ${worker.from.join(', or ')}`, '  ')),
  ];
}

/** One line a loader, the undeclared ones faint under a line that says so; what is too wide goes below. */
function rowLines(rows: readonly LoaderRow[], paint: Paint): readonly string[] {
  const lines = table(rows.map(cells));
  const first = rows.findIndex((row) => !row.declared);
  return rows.flatMap((row, at) => [
    ...(at === first ? [paint.faint('  not declared:')] : []),
    ...rowLine(row, lines[at] ?? '').map((line) => (row.declared ? line : paint.faint(line))),
  ]);
}

function rowLine(row: LoaderRow, line: string): readonly string[] {
  if (line.length + 2 <= columns) return [`  ${line}`];
  const short = line.slice(0, line.length - plain(row.how ?? '').length).trimEnd();
  return [`  ${short}`, ...wrapped(row.how ?? '', '      ')];
}

function cells(row: LoaderRow): readonly string[] {
  const name = row.version === null ? row.loader : `${row.loader} ${row.version}`;
  return [name, readsWord(row), plain(row.how ?? '')];
}

function readsWord({ reads, shown }: LoaderRow): string {
  if (reads === 'value') return plain(shown ?? 'a value');
  return { unset: 'not set', unsure: 'unknown', refused: 'refused' }[reads];
}

function overview(keys: readonly Explanation[], paint: Paint): readonly string[] {
  return table(
    keys.map((one) => [
      stateWord(one, paint),
      one.profile,
      plain(one.key),
      one.findings.length > 0 ? rulesOf(one) : readAs(one),
    ]),
  );
}

function stateWord({ findings }: Explanation, paint: Paint): string {
  if (anyError(findings)) return paint.error('error');
  if (findings.some(({ severity }) => severity === 'warning')) return paint.warning('warning');
  return paint.safe('ok');
}

function rulesOf({ findings }: Explanation): string {
  return [...new Set(findings.map(({ rule }) => rule))].join(', ');
}

function readAs({ loaders }: Explanation): string {
  const [first] = loaders;
  return first === undefined ? '' : readsWord(first);
}

function verdicts(keys: readonly Explanation[], paint: Paint): readonly string[] {
  return keys.flatMap(({ profile, verdict, findings }) => {
    const lines = wrapped(keys.length === 1 ? verdict : `${profile}: ${verdict}`, '');
    return anyError(findings) ? lines.map(paint.error) : lines;
  });
}
