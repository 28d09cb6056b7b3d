import type { View } from '../domain/checks/check.ts';
import { activeProfiles } from '../domain/env-link.ts';
import { exit } from '../domain/exit-code.ts';
import {
  type ExplainReport,
  type Explanation,
  explain,
  isInFiles,
  keysToExplain,
} from '../domain/explanation.ts';
import { anyError, once } from '../domain/finding.ts';
import {
  isKeyName,
  type LoaderName,
  loaderNames,
  nearestName,
  shownName,
} from '../domain/names.ts';
import { schemaOf } from '../domain/report.ts';
import { goodProfiles, type World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import { findRoot } from '../steps/find-root.ts';
import { viewOrFail } from '../steps/look.ts';
import { observeAll } from '../steps/observe.ts';
import type { Command, Given } from './command.ts';
import { explainText } from './explain-text.ts';

/** `explain`: what each loader and the worker make of a key; an error finding about it exits 1. */
export const explainKey: Command<ExplainReport> = {
  verb: 'explain',
  options: {
    profile: {
      type: 'string',
      value: 'PROFILE',
      describe: 'under this profile, not the active one',
    },
    loader: { type: 'string', value: 'LOADER', describe: 'as this loader alone reads it' },
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
      explain(view, key === undefined ? keysToExplain(view) : [key], loader),
    );
    return report(root.path, key !== undefined, keys);
  },
  text: explainText,
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
