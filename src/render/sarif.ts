import type { Finding } from '../domain/finding.ts';
import { isLeak, type LeakFinding } from '../domain/leaks/leak-finding.ts';
import type { ReportedRule, ScanReport } from '../domain/leaks/scan-report.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** The report as SARIF 2.1.0: every leak with its place and fingerprint, and nothing of what stands there. */
export function sarif(report: ScanReport): object {
  const leaks = report.findings.filter(isLeak);
  const ids = report.rules.map(({ rule }) => rule);
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pine-env', rules: report.rules.map(descriptor) } },
        results: leaks.map((leak) => result(leak, ids)),
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.exit === 0 || report.exit === 1,
            exitCode: report.exit,
            toolExecutionNotifications: report.findings
              .filter((finding) => !isLeak(finding))
              .map(notification),
          },
        ],
        properties: { totals: report.totals, scanned: report.scanned, known: report.known },
      },
    ],
  };
}

/** As lines in ASCII: whatever stands in it, a terminal that shows it takes no orders from it. */
export function sarifLines(report: ScanReport): readonly string[] {
  const escaped = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const text = JSON.stringify(sarif(report), null, 2);
  return text.replace(/[\u007f-\uffff]/g, escaped).split('\n');
}

function descriptor({ rule, title, remedy }: ReportedRule): object {
  return {
    id: rule,
    shortDescription: { text: title },
    help: { text: `${remedy}. Whoever saw the value keeps it: renew it before you delete it.` },
    properties: { tags: ['security'] },
  };
}

function result(leak: LeakFinding, ids: readonly string[]): object {
  const { rule, severity, message, remedy, fingerprint, line, column, file, keys } = leak;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: `${message}; ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          // A byte of the line; where it holds nothing but ASCII that is the character.
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { 'pineEnvSecret/v1': `${rule}:${fingerprint}` },
    properties: {
      encodings: leak.encodings,
      keys,
      ...(leak.object === undefined ? {} : { object: leak.object }),
      ...(leak.commit === undefined ? {} : { commit: leak.commit }),
    },
  };
}

function notification({ rule, severity, where, message, remedy }: Finding): object {
  return {
    level: levels[severity],
    message: { text: `${where}: ${message}; ${remedy}` },
    descriptor: { id: rule },
  };
}

/** A path as a URI reference: relative stays relative, and a colon in its first name is no scheme. */
function uriOf(path: string): string {
  const escaped = path
    .split('/')
    .map((name) => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');
  return path.startsWith('/') ? `file://${escaped}` : escaped;
}
