import { secretNamed } from '../domain/named-key.ts';
import {
  type RotateReport,
  type RotationsReport,
  rotationsReport,
  type SetAsideReport,
} from '../domain/rotation/rotate-report.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { Paint } from '../render/paint.ts';
import { findingsLines, plain, table, wrapped } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { openRotations } from '../steps/keep-rotation.ts';
import { goodRegistry } from '../steps/read-config.ts';
import { rotate as goOn } from '../steps/rotate.ts';
import type { Command, Given } from './command.ts';

/** `rotate NAME --profile P`: the next steps of a rotation; running it again goes on. */
export const rotate: Command<RotateReport | RotationsReport | SetAsideReport> = {
  verb: 'rotate',
  options: {
    profile: { type: 'string', value: 'PROFILE', describe: 'in which environment' },
    'from-command': {
      type: 'boolean',
      describe: 'the value is what the command behind -- prints; no shell',
    },
    revoked: {
      type: 'boolean',
      describe: 'the old one is revoked at its provider: say so, and it is over',
    },
    abort: {
      type: 'boolean',
      describe: 'give it up; once it is stored, the old value is asked for',
    },
    prove: {
      type: 'boolean',
      describe: 'ask its provider about the new value before it is stored (data keys, Discord)',
    },
    'no-restart': { type: 'boolean', describe: 'leave the restart open; status says so' },
    status: { type: 'boolean', describe: 'every rotation that is not over' },
    'dry-run': { type: 'boolean', describe: 'print the steps that are left, change nothing' },
    reason: { type: 'string', value: 'TEXT', describe: 'why, for the journal' },
  },
  examples: [
    {
      line: 'pine-env rotate DATABENTO_API_KEY --profile live --dry-run',
      about: 'what to do where, and what is down meanwhile',
    },
    {
      line: 'pine-env rotate DATABENTO_API_KEY --profile live --revoked',
      about: 'the old one was deleted in the portal: over',
    },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    if (given.flag('status')) return rotationsReport(root, openRotations(host.disk, root.path));
    const reason = given.text('reason');
    const command = commandIn(given);
    const key = given.words[0] ?? missing('which key?', 'pine-env keys');
    return goOn(host, root, {
      key,
      profile: given.text('profile') ?? (await inWhichProfile(host, root, key)),
      dryRun: given.flag('dry-run'),
      abort: given.flag('abort'),
      revoked: given.flag('revoked'),
      restart: !given.flag('no-restart'),
      ...(given.flag('prove') && {
        prove: async (view, key, value) =>
          (await import('../steps/prove-value.ts')).proveValue(host, view, key, value),
      }),
      ...(command !== undefined && { command }),
      ...(reason !== undefined && { reason }),
    });
  },
  text: (report, paint) => {
    if ('open' in report) return openText(report, paint);
    return 'aside' in report ? asideText(report, paint) : rotationText(report, paint);
  },
};

/** A key that the registry does not know is nowhere: that is told first. */
async function inWhichProfile(host: Host, root: Root, key: string): Promise<never> {
  const { name } = secretNamed(await goodRegistry(host, root.path), key);
  return missing('in which profile?', `see where it is known: pine-env keys ${name}`);
}

function commandIn(given: Given): readonly string[] | undefined {
  const { command } = given;
  const wanted = given.flag('from-command');
  if (wanted && (command ?? []).length === 0) missing('which command?', 'put it behind --');
  if (!wanted && command !== undefined) missing('what is the command for?', 'say --from-command');
  return wanted ? command : undefined;
}

function openText({ open, root }: RotationsReport, paint: Paint): readonly string[] {
  const rows = open.map(({ key, profile, record }) => [
    key,
    profile,
    record === undefined ? 'cannot be read' : `${record.done} is done`,
    record === undefined ? '' : `begun ${record.begun.slice(0, 10)} by ${plain(record.by)}`,
  ]);
  return [
    paint.faint(`root ${plain(root ?? '')}`),
    ...table(rows),
    open.length === 0 ? 'no rotation is open' : 'go on: pine-env rotate KEY --profile PROFILE',
  ];
}

function asideText(report: SetAsideReport, paint: Paint): readonly string[] {
  const { key, profile, aside, known, remedy, head } = report;
  return [
    paint.faint(`root ${plain(report.root ?? '')}`),
    `${key} of ${profile}: the record is set aside; nothing else was changed`,
    `  ${plain(aside)}`,
    ...known.flatMap((line) => wrapped(plain(line), '  ')),
    paint.faint(`journal head ${head}`),
    `    -> ${plain(remedy)}`,
  ];
}

function rotationText(report: RotateReport, paint: Paint): readonly string[] {
  const { key, profile, provider, before, fingerprint, head } = report;
  const values = fingerprint === null ? '' : `, ${before} -> ${fingerprint}`;
  return [
    paint.faint(`root ${plain(report.root ?? '')}`),
    `${key} of ${profile} (${provider})${values}`,
    ...report.beforehand.flatMap((line) => wrapped(line, '  ! ')),
    ...(report.ending === 'forgotten' ? [] : stepLines(report)),
    ...findingsLines(paint, report.findings),
    ...(head === null ? [] : [paint.faint(`journal head ${head}`)]),
    ...lastLines(report),
  ];
}

function stepLines({ steps }: RotateReport): readonly string[] {
  return steps.flatMap(({ step, state, what }) => {
    const [first = '', ...more] = wrapped(what, ' '.repeat(19));
    return [`  ${state}  ${step.padEnd(10)} ${first.trimStart()}`, ...more];
  });
}

function lastLines(report: RotateReport): readonly string[] {
  const { key, profile, next, ending, dryRun, steps, remedy, undo } = report;
  if (ending === 'forgotten')
    return ['forgotten: the new value is enrolled no more, the old one stays'];
  if (ending === 'over') return [`over: ${key} of ${profile}`];
  const what = steps.find(({ step }) => step === next)?.what ?? next;
  const said = next === 'revoked' ? `done so far; now ${what}` : `done so far; next is ${next}`;
  return [
    ...wrapped(dryRun ? `dry run: nothing was changed; next is ${next}` : said, ''),
    ...(remedy === null ? [] : [`    -> ${plain(remedy)}`]),
    ...(undo === null ? [] : [`undo: ${plain(undo)}`]),
  ];
}

function missing(message: string, remedy: string): never {
  return fail({ kind: 'usage', rule: 'no-rotation-named', message, remedy });
}
