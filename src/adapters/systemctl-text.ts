import type { UnitFacts } from '../domain/units/unit-facts.ts';
import type { UnitJob } from '../ports.ts';

/** The properties that `show` is asked for. */
export const properties = [
  ...['Id', 'LoadState', 'ActiveState', 'SubState', 'Result', 'UnitFileState', 'MainPID'],
  ...['NRestarts', 'InvocationID', 'RestartUSec', 'FragmentPath', 'DropInPaths'],
  ...['NeedDaemonReload'],
] as const;

type Property = (typeof properties)[number];

/** The names in a list of units or unit files: the first word, behind the mark that some versions put. */
export function namesIn(list: string): readonly string[] {
  return list.split('\n').flatMap((line) => {
    return line.split(/\s+/).find((word) => /^[\w:.@\\-]+\.[a-z]+$/.test(word)) ?? [];
  });
}

/** What `show` prints, one block a unit; undefined when it makes no sense. */
export function unitsIn(shown: string): readonly UnitFacts[] | undefined {
  const blocks = shown.split(/\n{2,}/).filter((block) => block.trim() !== '');
  const units = blocks.flatMap((block) => unitIn(block) ?? []);
  return units.length === blocks.length ? units : undefined;
}

function unitIn(block: string): UnitFacts | undefined {
  const said = new Map(
    block.split('\n').map((line) => {
      const equals = line.indexOf('=');
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
  const of = (property: Property) => said.get(property) ?? '';
  const restartDelay = timeSpan(of('RestartUSec') || '0');
  if (!['Id', 'LoadState', 'ActiveState', 'SubState'].every((name) => said.get(name))) return;
  if (restartDelay === undefined) return undefined;
  return {
    unit: of('Id'),
    load: of('LoadState'),
    active: of('ActiveState'),
    sub: of('SubState'),
    result: of('Result'),
    // `enabled-runtime` is forgotten by the next boot, so it starts nothing then.
    enabled: of('UnitFileState') === 'enabled',
    mainPid: Number(of('MainPID')),
    restarts: Number(of('NRestarts')),
    invocation: of('InvocationID'),
    restartDelay,
    fragment: of('FragmentPath'),
    dropIns: wordsIn(of('DropInPaths')),
    ...(of('NeedDaemonReload') === 'yes' ? { needsReload: true as const } : {}),
  };
}

/** Words between blanks; one that holds blanks stands in quotes, and what a shell would obey behind a backslash. */
function wordsIn(text: string): readonly string[] {
  const words = text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  return words.map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word,
  );
}

/** systemd.time(7); a month and a year are mean ones. */
const milliseconds: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  month: 2_629_800_000,
  y: 31_557_600_000,
};

/** `1min 30s` in milliseconds, `infinity` as what it is; undefined for what is no time span. */
export function timeSpan(text: string): number | undefined {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === '0') return 0;
  const parts = text.split(' ').map((part) => {
    const [, count, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(part) ?? [];
    return Number(count) * (milliseconds[unit] ?? Number.NaN);
  });
  const sum = parts.reduce((total, part) => total + part, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

/** What `list-jobs` prints: number, unit, type, state. */
export function jobsIn(list: string): readonly UnitJob[] {
  return list.split('\n').flatMap((line) => {
    const [, id, unit, type] = /^\s*(\d+)\s+(\S+)\s+(\S+)/.exec(line) ?? [];
    return unit === undefined || type === undefined ? [] : [{ id: Number(id), unit, type }];
  });
}
