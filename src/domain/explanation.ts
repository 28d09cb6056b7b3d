import { keysHeard, type Voice, voicesOn } from './agreement.ts';
import type { View } from './checks/check.ts';
import { judge, profileChecks } from './checks/index.ts';
import { contentsOf, readFiles } from './checks/opened.ts';
import { registered } from './checks/values.ts';
import { decidedByConfig } from './config-facts.ts';
import type { Finding } from './finding.ts';
import { grouped } from './grouped.ts';
import { type LoaderRow, loaderRows } from './loader-rows.ts';
import { type LoaderName, loaderNames, shownName } from './names.ts';
import type { Report } from './report.ts';
import { shownValue } from './shown-value.ts';
import { verdictOn } from './verdict.ts';
import { type WorkerRow, workerRow } from './worker-row.ts';

/** What becomes of one key under one profile, from its line to the worker. */
export interface Explanation {
  readonly profile: string;
  readonly tier: 'safe' | 'live';
  readonly key: string;
  readonly kind: 'secret' | 'setting' | 'unknown';
  /** Where some loader finds it, as `file:line`. */
  readonly places: readonly string[];
  /** Declared loaders first; one row for each behaviour that nobody can exclude. */
  readonly loaders: readonly LoaderRow[];
  /** Null for a key the worker does not look for. */
  readonly worker: WorkerRow | null;
  readonly verdict: string;
  readonly findings: readonly Finding[];
}

/** What `explain` reports; problems come first. */
export interface ExplainReport extends Report {
  /** True when one key was asked for. */
  readonly one: boolean;
  readonly keys: readonly Explanation[];
}

/** Everything about these keys under a profile; `only` leaves one loader's rows. */
export function explain(
  view: View,
  keys: readonly string[],
  only?: LoaderName,
): readonly Explanation[] {
  const findings = findingsByKey(view);
  return keys.map((key) => explainOne(view, key, only, findings(key)));
}

function explainOne(
  view: View,
  key: string,
  only: LoaderName | undefined,
  findings: readonly Finding[],
): Explanation {
  const { profile } = view;
  const secret = registered(view, key)?.secret;
  return {
    profile: profile.name,
    tier: profile.tier,
    // A pasted credential may stand where a name belongs.
    key: shownName(key),
    kind: secret === undefined ? 'unknown' : secret ? 'secret' : 'setting',
    places: placesOf(view, key),
    loaders: rowsFor(view, key, only),
    worker: workerRow(view, key),
    verdict: verdictOn(view, key),
    findings,
  };
}

/** The keys there is something to say of: those in the files, and those the worker cannot do without. */
export function keysToExplain(view: View): readonly string[] {
  const { registry } = view.world;
  const inFiles = contentsOf(view).flatMap((content) => keysHeard(content, view.profile.loaders));
  const known = registry.kind === 'good' ? [...registry.registry.keys.values()] : [];
  const required = known.filter(({ optional }) => !optional).map(({ name }) => name);
  const decided = decidedByConfig(view).map(({ seen }) => seen.key);
  return [...new Set([...inFiles, ...required, ...view.profile.expect.keys(), ...decided])];
}

/** True when some loader, declared or not, finds the key in a file of the profile. */
export function isInFiles(view: View, key: string): boolean {
  return placesOf(view, key).length > 0;
}

function rowsFor(view: View, key: string, only: LoaderName | undefined): readonly LoaderRow[] {
  const { loaders } = view.profile;
  const others = loaderNames.filter((name) => !loaders.includes(name));
  const names = only === undefined ? [...loaders, ...others] : [only];
  const files = readFiles(view);
  const content = files.findLast((file) => voicesHere(file, names, key).some(found)) ?? files[0];
  if (content === undefined) return [];
  return loaderRows(content.content, voicesHere(content, names, key), loaders, (value, line) =>
    shownValue(view.world.registry, key, value, line),
  );
}

function placesOf(view: View, key: string): readonly string[] {
  const places = readFiles(view).flatMap((file) =>
    voicesHere(file, loaderNames, key).flatMap(({ says }) =>
      says.kind === 'value' ? [`${file.where}:${says.line}`] : [],
    ),
  );
  return [...new Set(places)];
}

type File = ReturnType<typeof readFiles>[number];

function voicesHere({ content }: File, names: readonly LoaderName[], key: string) {
  return voicesOn(content, names, key);
}

function found({ says }: Voice): boolean {
  return says.kind !== 'unset';
}

/** What concerns every key, since it concerns the file or the config as a whole. */
const wholeFile = new Set([
  'env-file-missing',
  'env-file-unreadable',
  'env-file-refused',
  'env-file-empty',
  'config-unusable',
]);

/** Every judgement that concerns a key: it names the key, its place in the config, or the whole file. */
function findingsByKey(view: View): (key: string) => readonly Finding[] {
  const all = judge(profileChecks, view);
  const everybodys = all.filter(({ rule }) => wholeFile.has(rule));
  const named = grouped(all, ({ where }) => where.slice(where.lastIndexOf(' ') + 1));
  const placed = grouped(all, ({ where }) => where);
  const decided = grouped(decidedByConfig(view), ({ seen }) => seen.key);
  return (key) => {
    const places = new Set((decided.get(key) ?? []).map(({ where }) => where));
    const inConfig = [...places].flatMap((where) => placed.get(where) ?? []);
    return [...new Set([...(named.get(shownName(key)) ?? []), ...inConfig, ...everybodys])];
  };
}
