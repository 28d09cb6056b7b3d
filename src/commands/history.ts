import { actorName } from '../domain/actor.ts';
import { exit } from '../domain/exit-code.ts';
import type { Finding } from '../domain/finding.ts';
import { breakWords } from '../domain/journal-chain.ts';
import type { Entry } from '../domain/journal-entry.ts';
import { type Verdict, verifyChain } from '../domain/journal-verdict.ts';
import { layout } from '../domain/layout.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { findingsLines, plain } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { journalPieces, readJournal } from '../steps/keep-journal.ts';
import type { Command, Given } from './command.ts';

interface HistoryReport extends Report {
  /** Newest first. */
  readonly entries: readonly Entry[];
  readonly verified?: Verdict;
}

/** `history`: the journal, newest first; `--verify` proves that nobody changed it. */
export const history: Command<HistoryReport> = {
  verb: 'history',
  options: {
    limit: { type: 'number', value: 'N', describe: 'at most N entries (20)' },
    verify: { type: 'boolean', describe: 'check every entry and the chain' },
    head: {
      type: 'string',
      value: 'HASH',
      describe: 'with --verify: a head kept elsewhere; finds a cut tail',
    },
  },
  examples: [
    { line: 'pine-env history --limit 5', about: 'the last five entries' },
    { line: 'pine-env history --verify', about: 'nobody changed the journal' },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    return given.flag('verify') || given.text('head') !== undefined
      ? verified(given, host, root)
      : listed(given, host, root);
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...report.entries.map(line),
    ...(report.verified === undefined && report.entries.length === 0 ? ['no entries yet'] : []),
    ...findingsLines(paint, report.findings),
    ...verdictLine(report),
  ],
};

function listed(given: Given, host: Host, root: Root): HistoryReport {
  const limit = Math.max(1, given.number('limit') ?? 20);
  // An entry is seldom longer than 1 KiB, and never longer than 16.
  const tail = readJournal(host.disk, root.path, limit * 1024);
  const enough = tail.entries.length >= limit || tail.entries[0]?.seq === 1;
  const { entries, broken } = enough ? tail : readJournal(host.disk, root.path, limit * 16 * 1024);
  return report(root, broken.length > 0 ? [damaged] : [], entries.slice(-limit).toReversed());
}

/** Lines that nobody can trust are not listed, and whoever reads the list must know. */
const damaged: Finding = {
  rule: 'journal-damaged',
  severity: 'error',
  where: layout.journal,
  message: 'the journal was changed after it was written; what cannot be trusted is not listed',
  remedy: 'see where: pine-env history --verify',
};

function verified(given: Given, host: Host, root: Root): HistoryReport {
  const verdict = verifyChain(journalPieces(host.disk, root.path), given.text('head'));
  return { ...report(root, faultsOf(root, verdict), []), verified: verdict };
}

function report(
  root: Root,
  findings: readonly Finding[],
  entries: readonly Entry[],
): HistoryReport {
  return {
    schema: schemaOf('history'),
    root: root.path,
    outcome: 'done',
    exit: findings.length === 0 ? exit.done : exit.no,
    findings,
    entries,
  };
}

function faultsOf(root: Root, verdict: Verdict): readonly Finding[] {
  if (verdict.ok) return [];
  const { line, seq } = verdict.at;
  return [
    {
      rule: `journal-${verdict.reason}`,
      severity: 'error',
      where: `${layout.journal}:${line}`,
      message: `${seq === undefined ? '' : `entry ${seq}: `}${breakWords[verdict.reason]}`,
      remedy: `keep a copy for whoever looks into it: cp -p ${root.path}/${layout.journal} journal.evidence`,
    },
  ];
}

function verdictLine({ verified: verdict, findings }: HistoryReport): readonly string[] {
  if (verdict === undefined) return [];
  if (!verdict.ok) return [`NOT SOUND: ${findings[0]?.message ?? verdict.reason}`];
  const after = verdict.afterExpected;
  const known =
    after === undefined ? '' : `; the head you gave is there, ${after} entries follow it`;
  return [`sound: ${verdict.entries} entries, head ${verdict.head.hash}${known}`];
}

function line(entry: Entry): string {
  // An adoption leads from a plain file to a link, and its undoing back: there is a file at any time.
  const none = entry.verb === 'adopt' ? 'a plain file' : 'nothing';
  const moves = (entry.links ?? []).map(({ from, to }) => `${from ?? none} -> ${to ?? none}`);
  const parts = [
    String(entry.seq).padStart(4),
    entry.at.replace(/\.\d+Z$/, 'Z'),
    entry.kind.padEnd(9),
    [entry.verb, entry.profile].filter((word) => word !== undefined).join(' '),
    ...(entry.kind === 'intent' ? [] : [...new Set(moves)]),
    who(entry),
    ...(entry.how === undefined ? [] : [entry.how]),
    ...(entry.rule === undefined ? [] : [`(${entry.rule})`]),
    ...(entry.reason === undefined ? [] : [`"${entry.reason}"`]),
  ];
  return plain(parts.filter((part) => part !== '').join('  '));
}

function who({ actor }: Entry): string {
  if (actor === undefined) return '';
  return `by ${actorName(actor)}${actor.claimed.sudoUser === undefined ? '' : ' (sudo)'}`;
}
