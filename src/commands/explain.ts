import type { View } from '../domain/checks/check.ts';
import { activeProfiles } from '../domain/env-link.ts';
import { exit } from '../domain/exit-code.ts';
import { type Explanation, explain, isInFiles, keysToExplain } from '../domain/explanation.ts';
import { anyError, once } from '../domain/finding.ts';
import type { LoaderRow } from '../domain/loader-rows.ts';
import {
  isKeyName,
  type LoaderName,
  loaderNames,
  nearestName,
  shownName,
} from '../domain/names.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import { goodProfiles, type World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { findingsLines, plain, table, tally, wrapped } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { viewOrFail } from '../steps/look.ts';
import { observeAll } from '../steps/observe.ts';
import type { Command, Given } from './command.ts';

interface ExplainReport extends Report {
  /** True when one key was asked for. */
  readonly one: boolean;
  readonly keys: readonly Explanation[];
}

/** `explain`: what each loader and the worker make of a key; an error finding about it exits 1. */
export const explainKey: Command<ExplainReport> = {
  verb: 'explain',
  options: {
    profile: { type: 'string', value: 'NAME', describe: 'under this profile, not the active one' },
    loader: { type: 'string', value: 'NAME', describe: 'as this loader alone reads it' },
  },
  examples: [
    { line: 'pine-env explain POLICY_KILLSWITCH', about: 'is it really on, and for whom' },
    { line: 'pine-env explain --profile live', about: 'every key, problems first' },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    const loader = wantedLoader(given.text('loader'));
    const world = await observeAll(host, root);
    const views = wantedProfiles(given, world).map((name) => viewOrFail(world, name));
    const [key] = given.words;
    if (key !== undefined) refuseUnknown(key, views);
    const keys = views.flatMap((view) =>
      (key === undefined ? keysToExplain(view) : [key]).map((one) => explain(view, one, loader)),
    );
    return report(root.path, key !== undefined, keys);
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...(report.one
      ? report.keys.flatMap((one) => oneKey(one, paint))
      : allKeys(report.keys, paint)),
    ...findingsLines(paint, report.findings),
    ...(report.one ? verdicts(report.keys, paint) : [summary(report)]),
  ],
};

function report(root: string, one: boolean, keys: readonly Explanation[]): ExplainReport {
  const findings = once(keys.flatMap((key) => key.findings));
  return {
    schema: schemaOf('explain'),
    root,
    outcome: 'done',
    exit: anyError(findings) ? exit.no : exit.done,
    one,
    keys: [...keys].sort((a, b) => weight(a) - weight(b)),
    findings,
  };
}

/** Problems first. */
function weight({ findings }: Explanation): number {
  if (anyError(findings)) return 0;
  return findings.some(({ severity }) => severity === 'warning') ? 1 : 2;
}

/** The named one; the active ones; when none is active every one. */
function wantedProfiles(given: Given, world: World): readonly string[] {
  const named = given.text('profile');
  if (named !== undefined) return [named];
  const active = activeProfiles(world).map(({ name }) => name);
  return active.length > 0 ? active : goodProfiles(world).map(({ name }) => name);
}

function wantedLoader(word: string | undefined): LoaderName | undefined {
  const found = loaderNames.find((name) => name === word);
  if (word === undefined || found !== undefined) return found;
  const nearest = nearestName(word, loaderNames);
  return fail({
    kind: 'usage',
    rule: 'unknown-loader',
    message: `there is no loader ${shownName(word)}`,
    remedy: nearest === undefined ? `one of: ${loaderNames.join(' ')}` : `did you mean ${nearest}?`,
  });
}

/** A word that is no key here may be a pasted value, so it is not repeated. */
function refuseUnknown(key: string, views: readonly View[]): void {
  const known = [
    ...new Set(views.flatMap((view) => [...keysToExplain(view), ...registered(view)])),
  ];
  if (known.includes(key)) return;
  if (isKeyName(key) && views.some((view) => isInFiles(view, key))) return;
  const nearest = nearestName(key, known);
  fail({
    kind: 'usage',
    rule: 'unknown-key',
    message: 'no env file and no registry has a key of that name',
    remedy:
      nearest === undefined ? 'see which there are: pine-env explain' : `did you mean ${nearest}?`,
  });
}

function registered({ world }: View): readonly string[] {
  return world.registry.kind === 'good' ? [...world.registry.registry.keys.keys()] : [];
}

function oneKey(one: Explanation, paint: Paint): readonly string[] {
  const places = one.places.length === 0 ? 'in no file' : one.places.join(', ');
  const rows = table(alikeRows(one.loaders).map((group) => loaderCells(group, paint)));
  const from =
    one.worker === null
      ? []
      : [`  worker: ${one.worker.setting} from ${one.worker.from.join('; ')}`];
  return [
    `${paint.strong(plain(one.key))} under ${tierName(paint, one.profile, one.tier)}  ${places}`,
    ...rows.map((row) => `  ${row}`),
    ...from.map(plain),
  ];
}

/** Declared loaders each on a line of its own; of the others, those that read it alike on one. */
function alikeRows(rows: readonly LoaderRow[]): readonly (readonly [LoaderRow, ...LoaderRow[]])[] {
  const groups: [LoaderRow, ...LoaderRow[]][] = [];
  for (const row of rows) {
    const group = groups.find(([first]) => !row.declared && isAlike(first, row));
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  return groups;
}

function isAlike(one: LoaderRow, other: LoaderRow): boolean {
  const same = one.reads === other.reads && one.shown === other.shown && one.how === other.how;
  return same && !one.declared;
}

function loaderCells(group: readonly [LoaderRow, ...LoaderRow[]], paint: Paint): readonly string[] {
  const [row] = group;
  const names = group.map(({ loader, version }) =>
    version === null ? loader : `${loader} ${version}`,
  );
  const word = row.declared ? '' : `${row.how === null ? '' : '; '}not declared`;
  return [
    row.declared ? names.join(', ') : paint.faint(names.join(', ')),
    readsWord(row),
    plain((row.how ?? '') + word),
  ];
}

function readsWord({ reads, shown }: LoaderRow): string {
  if (reads === 'value') return plain(shown ?? 'a value');
  return { unset: 'does not set it', unsure: 'cannot be told', refused: 'refuses the file' }[reads];
}

function allKeys(keys: readonly Explanation[], paint: Paint): readonly string[] {
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
  return keys.flatMap(({ profile, tier, verdict, findings }) => {
    const name = keys.length === 1 ? '' : `${tierName(paint, profile, tier)}: `;
    const lines = wrapped(name + verdict, '');
    return anyError(findings) ? lines.map(paint.error) : lines;
  });
}

function summary({ keys, findings }: ExplainReport): string {
  return `${keys.length} keys, ${tally(findings)}`;
}
