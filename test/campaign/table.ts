import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { SuiteReport } from './report.ts';

const folder = resolve(import.meta.dirname, '../../Deployment/reports');

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

const page = join(folder, 'README.md');
const run = { began: 0 };

/** Remembers when the run began. */
export function setup(): void {
  run.began = Date.now();
}

/** How long the last run of all suites took; a run of some of them leaves that as it was. */
function wholeRun(paths: readonly string[]): string {
  const isWhole = paths.every((path) => statSync(path).mtimeMs >= run.began);
  if (isWhole) {
    const minutes = Math.round((Date.now() - run.began) / 60_000);
    return `The last run of all suites took ${minutes} minutes on ${availableParallelism()} cores (Node ${process.version}).`;
  }
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  return /^The last run of all suites .*$/m.exec(text)?.[0] ?? '';
}

/** One row of the table. */
function row({ suite, skipped, parts, controls, secrets, seconds }: SuiteReport): string {
  if (skipped !== undefined) return `| ${suite} | ${skipped} | | | | | | |`;
  const red = controls.filter(({ caught }) => caught > 0).length;
  const cells = [
    suite,
    sum(parts.map(({ ordered }) => ordered)),
    sum(parts.map(({ hit }) => hit)),
    sum(parts.map(({ bad }) => bad.length)),
    sum(parts.map(({ hangs }) => hangs)),
    secrets.found.length,
    `${red} of ${controls.length}`,
    `${seconds} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Writes `Deployment/reports/README.md` from the reports that stand beside it. */
export function teardown(): void {
  if (!existsSync(folder)) return;
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
  const reports = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')) as SuiteReport);
  const lines = [
    '# What the fault campaign showed',
    '',
    'Made by `npm run faults` (Linux, root); one JSON beside this page for each suite, with every',
    'operation, its outcomes and how often they came. A control is a program made careless on purpose;',
    'it has to go red.',
    '',
    wholeRun(paths),
    '',
    '| suite | faults ordered | hit | bad states | hangs over 20 s | secrets found | controls red | took |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...reports.map(row),
    '',
    ...reports.map(({ suite, what }) => `- **${suite}**: ${what}`),
    '',
  ];
  writeFileSync(page, lines.join('\n'));
}
