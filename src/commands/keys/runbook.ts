import { exit } from '../../domain/exit-code.ts';
import type { Finding } from '../../domain/finding.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import { runbookOf } from '../../domain/runbook/runbook.ts';
import type { Root } from '../../domain/world.ts';
import { fail } from '../../errors.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import { runbookHtml } from '../../render/runbook-html.ts';
import { runbookMarkdown } from '../../render/runbook-markdown.ts';
import { findingsLines } from '../../render/speech.ts';
import { goodRegistry, profileAsWritten, profileNames } from '../../steps/read-config.ts';
import { readPage } from '../../steps/read-page.ts';
import type { Given } from '../command.ts';
import type { Part } from './part.ts';
import { outdated } from './runbook-check.ts';

const formats = { md: runbookMarkdown, html: runbookHtml } as const;
type Format = keyof typeof formats;

interface RunbookReport extends Report {
  readonly part: 'runbook';
  readonly format: Format;
  /** The page that was held against the registry. */
  readonly checked: string | null;
  /** The page, its lines; empty when one was checked. */
  readonly page: readonly string[];
}

/** `keys --runbook`: the page, or whether a page is out of date. */
export const runbookPart: Part<RunbookReport> = { run: runbook, text: runbookText };

async function runbook(given: Given, host: Host, root: Root): Promise<RunbookReport> {
  const file = given.text('check');
  const format = wantedFormat(given.text('format') ?? (file?.endsWith('.html') ? 'html' : 'md'));
  const registry = await goodRegistry(host, root.path);
  const names = profileNames(host.disk, root.path);
  const profiles = await Promise.all(names.map((name) => profileAsWritten(host, root.path, name)));
  const page = formats[format](runbookOf(registry, profiles));
  if (file === undefined) return report(root, format, page);
  return { ...report(root, format, [], outdated(file, readPage(host, file), page)), checked: file };
}

function report(
  root: Root,
  format: Format,
  page: readonly string[],
  findings: readonly Finding[] = [],
): RunbookReport {
  return {
    schema: schemaOf('keys'),
    part: 'runbook',
    root: root.path,
    outcome: 'done',
    exit: findings.length === 0 ? exit.done : exit.no,
    findings,
    format,
    checked: null,
    page,
  };
}

function wantedFormat(word: string): Format {
  if (word === 'md' || word === 'html') return word;
  return fail({
    kind: 'usage',
    rule: 'unknown-format',
    message: 'a page is rendered as md or html',
    remedy: 'pine-env keys --runbook --format md',
  });
}

function runbookText({ page, checked, findings }: RunbookReport, paint: Paint): readonly string[] {
  if (checked === null) return page;
  if (findings.length === 0) return ['the page is what the registry and the profiles say'];
  const places = findings.length === 1 ? '1 place' : `${findings.length} places`;
  return [...findingsLines(paint, findings), `the page is out of date in ${places}`];
}
