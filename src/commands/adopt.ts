import type { AdoptReport } from '../domain/adopt/adopt-report.ts';
import { anyError } from '../domain/finding.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { findingsLines, plain, tally } from '../render/speech.ts';
import { adopt as adoptPlain } from '../steps/adopt.ts';
import { findRoot } from '../steps/find-root.ts';
import { undoAdoption } from '../steps/undo-adoption.ts';
import type { Command } from './command.ts';

/** `adopt [PROFILE]`: a plain env file becomes a profile's, with a link in its place. */
export const adopt: Command<AdoptReport> = {
  verb: 'adopt',
  options: {
    'dry-run': { type: 'boolean', describe: 'say what would change, change nothing' },
    undo: { type: 'boolean', describe: 'the plain file again, with the bytes as they are now' },
    reason: { type: 'string', value: 'TEXT', describe: 'why, for the journal' },
  },
  notes: [
    'Without a name the registry says whose keys these are. No byte changes, and',
    'nothing is restarted; as live a person types the line at a terminal.',
  ],
  examples: [
    { line: 'pine-env adopt --dry-run', about: 'whose keys stand in the plain file?' },
    { line: 'pine-env adopt paper', about: 'they are those of paper: make the link' },
  ],
  run: async (given, host) => {
    const request = {
      profile: given.words[0],
      dryRun: given.flag('dry-run'),
      reason: given.text('reason'),
    };
    const root = findRoot(host, given.root);
    return (given.flag('undo') ? undoAdoption : adoptPlain)(host, root, request);
  },
  text: adoptText,
};

function adoptText(report: AdoptReport, paint: Paint): readonly string[] {
  const { root, links, findings, head, recovered, undo } = report;
  const how = recovered?.how === 'nothing-happened' ? 'closed (nothing had moved)' : recovered?.how;
  return [
    paint.faint(`root ${plain(root ?? '')}`),
    ...(recovered === null
      ? []
      : [`an earlier change to ${recovered.profile} had been cut short; it was ${how}`]),
    ...links.map(({ link, from, to }) =>
      plain(`${link}: ${from ?? 'a plain file'} -> ${to ?? 'a plain file'}`),
    ),
    ...findingsLines(paint, findings),
    verdict(report, paint),
    ...(head === null
      ? []
      : ['nothing was restarted; what runs is unchanged, as is every byte it reads']),
    ...(head === null ? [] : [paint.faint(`journal head ${head}`)]),
    ...(undo === null ? [] : [`undo: ${undo}`]),
  ];
}

function verdict(report: AdoptReport, paint: Paint): string {
  const { mode, already, found, findings, links } = report;
  const name = tierName(paint, report.profile, report.tier);
  const sound = anyError(findings) ? `; NOT PROVEN: ${tally(findings)} above` : '';
  const by = found === 'by its keys' ? ', by its keys' : '';
  if (already) return `nothing to adopt: a link stands there, to ${name}${sound}`;
  if (mode === 'undo') return `done: a plain file stands there again, with the keys of ${name}`;
  if (mode === 'dry-run' && links.some(({ to }) => to === null)) {
    return 'dry run: a plain file would stand there again; nothing was changed';
  }
  if (mode === 'dry-run') return `dry run: it is ${name}${by}; nothing was changed${sound}`;
  return `done: the plain file is ${name}${by}, and linked${sound}`;
}
