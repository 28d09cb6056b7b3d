import type { View } from './checks/check.ts';
import { contentsOf } from './checks/opened.ts';
import { mainLoader } from './checks/values.ts';
import type { Content, Heard } from './content.ts';
import type { LoaderName } from './names.ts';
import { type SeenSetting, type WorkerView, workerView } from './worker/worker-view.ts';

/** A worker as one behaviour of a declared loader would start it from the profile's files. */
export interface Start {
  readonly loader: LoaderName;
  readonly version: string;
  /** What the files add to its environment; a key that cannot be predicted is not in it. */
  readonly environment: ReadonlyMap<string, string>;
  /** The keys that cannot be predicted. */
  readonly unsure: ReadonlySet<string>;
  readonly sees: WorkerView;
}

// Many judgements ask for the same; forgotten together with the view.
const made = new WeakMap<View, readonly Start[]>();

/** Every way in which the profile's worker may be started; none by a loader that refuses a file. */
export function startsOf(view: View): readonly Start[] {
  const before = made.get(view);
  if (before !== undefined) return before;
  const starts = view.profile.loaders.flatMap((loader) => startsBy(view, loader));
  made.set(view, starts);
  return starts;
}

/** What the files give a worker that the first declared loader starts. */
export function firstEnvironment(view: View): ReadonlyMap<string, string> {
  const readings = contentsOf(view).flatMap((content) => content.heard(mainLoader(view))[0] ?? []);
  return environmentOf(readings);
}

/** What each start makes of one setting of the worker, by the name of its variable. */
export function seenBy(start: Start, key: string): SeenSetting | undefined {
  return start.sees.find((seen) => seen.key === key);
}

function startsBy(view: View, loader: LoaderName): readonly Start[] {
  const config = view.world.configs.get(view.profile.name);
  const tree = config?.read.kind === 'read' ? config.read.value : undefined;
  return versionsOf(contentsOf(view), loader).flatMap((readings) => {
    if (readings.some(({ reading }) => reading.kind === 'refused')) return [];
    const environment = environmentOf(readings);
    const version = readings[0]?.version ?? '';
    const unsure = unsureIn(readings);
    const sees = workerView(environment, tree).map((seen) => honest(seen, unsure));
    return [{ loader, version, environment, unsure, sees }];
  });
}

/** The readings of all files by one behaviour, for each behaviour. */
function versionsOf(
  contents: readonly Content[],
  loader: LoaderName,
): readonly (readonly Heard[])[] {
  const [first] = contents.map((content) => content.heard(loader));
  return (first ?? []).map((_, at) =>
    contents.flatMap((content) => content.heard(loader)[at] ?? []),
  );
}

/** A variable nobody can predict is not one that nobody sets. */
function honest(seen: SeenSetting, unsure: ReadonlySet<string>): SeenSetting {
  const { from } = seen;
  if (from.kind !== 'config' || !from.literal.some((name) => unsure.has(name))) return seen;
  return { ...seen, value: undefined, from: { kind: 'unclear', path: from.path, rule: 'unsure' } };
}

function unsureIn(readings: readonly Heard[]): ReadonlySet<string> {
  return new Set(
    readings.flatMap(({ reading }) =>
      reading.kind === 'read' ? reading.unsure.flatMap(({ key }) => key ?? []) : [],
    ),
  );
}

/** Files in their order, later ones win; a line that may change anything leaves what stood before it. */
function environmentOf(readings: readonly Heard[]): ReadonlyMap<string, string> {
  return new Map(
    readings.flatMap(({ reading }) =>
      reading.kind === 'refused'
        ? []
        : reading.assignments
            .filter(({ key }) => !reading.unsure.some((one) => one.key === key))
            .map(({ key, value }) => [key, value.reveal()] as const),
    ),
  );
}
