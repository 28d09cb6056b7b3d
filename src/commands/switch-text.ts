import { flagAmbiguous } from '../domain/checks/loaders-disagree.ts';
import { anyError } from '../domain/finding.ts';
import type { ProcessVerdict } from '../domain/running/judge-process.ts';
import type { SwitchReport } from '../domain/switch-report.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { findingsLines, plain, table, tally } from '../render/speech.ts';

/** What a switch says: the root, what moved, the verdict, what is wrong, and how to undo it. */
export function switchText(report: SwitchReport, paint: Paint): readonly string[] {
  return [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...recoveredLine(report),
    ...report.links.map(({ link, from, to }) =>
      plain(`${link}: ${from ?? 'nothing'} -> ${to ?? 'nothing'}`),
    ),
    ...findingsLines(paint, report.findings),
    ...unitLines(report, paint),
    verdict(report, paint),
    ...doubtLine(report, paint),
    ...(report.head === null ? [] : [paint.faint(`journal head ${report.head}`)]),
    ...undoLine(report),
  ];
}

/** A safety setting that one loader reads otherwise than another is said once more, and loudly. */
function doubtLine({ findings }: SwitchReport, paint: Paint): readonly string[] {
  const keys = findings
    .filter(({ rule }) => rule === flagAmbiguous.rule)
    .map(({ where }) => where.split(' ').at(-1) ?? '');
  if (keys.length === 0) return [];
  const names = [...new Set(keys)].join(', ').toUpperCase();
  return [paint.error(`${names} IS IN DOUBT: the loaders do not agree on it, as said above`)];
}

function undoLine(report: SwitchReport): readonly string[] {
  if (report.dryRun) return [];
  const lines = workerLines(report);
  if (report.already) return lines;
  return [
    ...lines,
    `undo: ${report.undo ?? 'nothing to go back to; no profile was linked before'}`,
  ];
}

/** What the workers run now, since a link is not what trades. */
function workerLines({
  processes,
  units,
  links,
  profile,
  already,
}: SwitchReport): readonly string[] {
  const running = processes ?? [];
  const loud = running.filter(({ tier, state }) => tier === 'live' || state === 'mixed');
  if (units !== null && loud.length === 0) return [];
  if (processes !== null && running.length === 0) return ['no worker runs'];
  if (processes !== null && loud.length > 0) return [`to end it: ${endsIt(loud, profile)}`];
  if (already) return ['a running worker keeps the keys it was started with'];
  return links.length === 0 ? [] : ['a running worker keeps its old keys until it is restarted'];
}

/** One command: for what units started the switch itself, for what a person started a signal. */
function endsIt(loud: readonly ProcessVerdict[], profile: string): string {
  const byHand = loud.filter(({ unit }) => unit === null).map(({ pid }) => pid);
  const byUnit = loud.some(({ unit }) => unit !== null);
  const kill = byHand.length === 0 ? [] : [`sudo kill ${byHand.join(' ')}`];
  return [...(byUnit ? [`pine-env use ${profile} --restart`] : []), ...kill].join(' && ');
}

/** With `--restart`: each unit, and whether it is up. */
function unitLines({ units }: SwitchReport, paint: Paint): readonly string[] {
  return table(
    (units ?? []).map(({ unit, up, why }) => [
      plain(unit),
      up ? 'up, as linked' : paint.error(`NOT UP: ${plain(why ?? '')}`),
    ]),
  );
}

function recoveredLine({ recovered }: SwitchReport): readonly string[] {
  if (recovered === null) return [];
  const word = recovered.how === 'nothing-happened' ? 'closed (nothing had moved)' : recovered.how;
  return [`an earlier change to ${recovered.profile} had been cut short; it was ${word}`];
}

function verdict(report: SwitchReport, paint: Paint): string {
  const name = tierName(paint, report.profile, report.tier);
  const sound = anyError(report.findings) ? `; NOT PROVEN: ${tally(report.findings)} above` : '';
  if (report.dryRun) return `dry run: ${name} would be linked; nothing was changed${sound}`;
  if (report.already) return `already there: ${name} is linked; nothing was changed${sound}`;
  return `done: ${name} is linked${sound}`;
}
