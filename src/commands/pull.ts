import type { PulledKey } from '../domain/pull/pull-plan.ts';
import type { PullReport } from '../domain/pull/pull-report.ts';
import { fail } from '../errors.ts';
import type { Paint } from '../render/paint.ts';
import { findingsLines, plain, table } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { pull as pullFrom } from '../steps/pull.ts';
import type { Command, Given } from './command.ts';

/** `pull PROFILE`: the env file from the profile's source. */
export const pull: Command<PullReport> = {
  verb: 'pull',
  options: {
    check: { type: 'boolean', describe: 'do file and source agree? 1 when not; writes nothing' },
    'dry-run': { type: 'boolean', describe: 'say what would change, change nothing' },
    reason: { type: 'string', value: 'TEXT', describe: 'why, for the journal' },
  },
  notes: [
    'The store is asked with its own command and your own login; source: in profiles/NAME.yaml says which. Values go into the env file and nowhere else.',
  ],
  examples: [
    { line: 'pine-env pull paper --dry-run', about: 'what would change, by fingerprint' },
    { line: 'pine-env pull live --check', about: 'do file and store agree? 1 when not' },
  ],
  run: async (given, host) => {
    const reason = given.text('reason');
    const profile = given.words[0] ?? noProfile();
    return pullFrom(host, findRoot(host, given.root), {
      profile,
      mode: modeOf(given),
      ...(reason !== undefined && { reason }),
    });
  },
  text: pullText,
};

function modeOf(given: Given): PullReport['mode'] {
  if (given.flag('check')) return 'check';
  return given.flag('dry-run') ? 'dry-run' : 'pull';
}

function pullText(report: PullReport, paint: Paint): readonly string[] {
  const { root, profile, source, file, keys, findings, head } = report;
  return [
    paint.faint(`root ${plain(root ?? '')}`),
    `${profile}, from ${source}, into ${file}`,
    ...table(keys.flatMap(rows)),
    ...findingsLines(paint, findings),
    ...(head === null ? [] : [paint.faint(`journal head ${head}`)]),
    lastLine(report),
  ];
}

/** What stands there, and beneath it what is to come. */
function rows({ key, what, before, after }: PulledKey): readonly (readonly string[])[] {
  const first = [`  ${what.padEnd(7)}`, plain(key)];
  if (what !== 'changed') return [[...first, plain(`${after}`)]];
  return [
    [...first, plain(before ?? 'nothing certain')],
    ['', '', plain(`-> ${after}`)],
  ];
}

function lastLine({ mode, changes, file, profile, renewed }: PullReport): string {
  if (!changes) return 'file and source agree; nothing to write';
  if (mode === 'check') return `file and source differ: pine-env pull ${profile}`;
  if (mode === 'dry-run') return 'dry run: nothing was changed';
  return `written: ${[file, ...renewed].join(', and its copy ')}`;
}

function noProfile(): never {
  return fail({
    kind: 'usage',
    rule: 'no-profile',
    message: 'which profile is to be pulled?',
    remedy: 'see which there are: pine-env list',
  });
}
