import type { LinkStatus } from '../domain/link-status.ts';
import type { StatusReport } from '../domain/status-report.ts';
import { statusReport } from '../domain/status-report.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { findingsLines, plain, table, tally } from '../render/speech.ts';
import { refuseOwnRoot, refuseShadow } from '../steps/change.ts';
import { findRoot } from '../steps/find-root.ts';
import { historyOfLinks } from '../steps/keep-journal.ts';
import { withRunning } from '../steps/look-at-running.ts';
import { observeAll } from '../steps/observe.ts';
import type { Command } from './command.ts';
import { runningLines, stateLines } from './running-text.ts';

/** `status`: exit 0 only when what is linked is sound and proven; writes nothing. */
export const status: Command<StatusReport> = {
  verb: 'status',
  options: {
    expect: {
      type: 'string',
      value: 'PROFILE',
      describe: 'fail (1) unless this profile is linked and sound',
    },
  },
  examples: [
    { line: 'pine-env status', about: 'what is linked, since when, by whom' },
    { line: 'pine-env status --expect paper --json', about: 'the deployment check' },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    const expected = given.text('expect');
    if (expected !== undefined) {
      refuseShadow(root);
      refuseOwnRoot(root);
    }
    const world = await observeAll(host, root, (files) =>
      withRunning(host, files, { askManager: true }),
    );
    return statusReport(world, historyOfLinks(host.disk, root.path), expected);
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')} on ${plain(report.host)}`),
    ...linkLines(report.links, paint),
    ...runningLines(report, paint),
    ...findingsLines(paint, report.findings),
    ...verdict(report, paint),
  ],
};

/** One row for each link, and under it since when it stands so. */
function linkLines(links: readonly LinkStatus[], paint: Paint): readonly string[] {
  const rows = table(links.map((link) => row(link, paint)));
  return links.flatMap((link, at) => [rows[at] ?? '', ...since(link)]);
}

function row(link: LinkStatus, paint: Paint): readonly string[] {
  const name =
    link.profile !== null && link.tier !== null
      ? tierName(paint, link.profile, link.tier)
      : paint.error(link.state.toUpperCase());
  const arrow = link.target === null ? '' : `-> ${plain(link.target)}`;
  return [link.link, name, arrow];
}

function since({ since: at, by }: LinkStatus): readonly string[] {
  if (at === null) return [];
  return [`    since ${at.replace(/\.\d+Z$/, 'Z')}${by === null ? '' : ` by ${plain(by)}`}`];
}

/** The last line is the answer: loud for live, calm for safe, and never silent about what is unproven. */
function verdict(report: StatusReport, paint: Paint): readonly string[] {
  const live = report.tier === 'live';
  const name = report.active.join(' and ');
  const what = live ? tierName(paint, 'live', 'live') : paint.safe(name || 'no profile');
  const word = report.sound ? 'sound' : `NOT SOUND: ${tally(report.findings)}`;
  return [...stateLines(report, paint), `${what} linked; ${word}`];
}
