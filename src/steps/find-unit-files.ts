import { isGlob } from '../domain/units/glob.ts';
import { instanceOf, unitName } from '../domain/units/unit-name.ts';
import { unitMatches } from '../domain/units/unit-pattern.ts';
import {
  dropInDirectories,
  fragmentPaths,
  type UnitDirectory,
} from '../domain/units/unit-search.ts';
import { quietly } from '../errors.ts';
import type { Disk } from '../ports.ts';

/** A unit and the paths of its files, its own first, then its drop-ins in the order in which they count. */
export interface FoundUnit {
  readonly unit: string;
  readonly paths: readonly string[];
}

/** The units that these patterns mean, as systemd would find them below these directories; masked ones are none. */
export function findUnitFiles(
  disk: Disk,
  patterns: readonly string[],
  paths: readonly string[],
): readonly FoundUnit[] {
  const directories = paths
    .map((path) => ({ path, names: new Set(listed(disk, path)) }))
    .filter(({ names }) => names.size > 0);
  const names = patterns.flatMap((pattern) => unitsMeant(disk, pattern, directories));
  const place = { disk, directories, glances: new Map<string, Glance>() };
  return [...new Set(names)].flatMap((unit) => foundUnit(place, unit));
}

/** What stands at a path of a unit: where it leads, if it is a link, and whether it switches the unit off. */
interface Glance {
  readonly target: string | undefined;
  readonly masks: boolean;
}

interface Place {
  readonly disk: Disk;
  readonly directories: readonly UnitDirectory[];
  /** Forty instances have one template. */
  readonly glances: Map<string, Glance>;
}

/** Every unit the pattern means; of a template its instances, and itself only where none is known. */
function unitsMeant(
  disk: Disk,
  pattern: string,
  directories: readonly UnitDirectory[],
): readonly string[] {
  if (!isGlob(pattern)) return [pattern];
  const meant = (names: Iterable<string>) =>
    [...names].filter((name) => unitMatches(pattern, name));
  const units = directories.flatMap(({ names }) => meant(names));
  const templates = units.filter((unit) => unitName(unit)?.instance === '');
  const single = units.filter((unit) => !templates.includes(unit));
  if (templates.length === 0) return single;
  const all = [...single, ...meant(instancesOn(disk, directories))];
  const bare = templates.filter(
    (template) =>
      !all.some((unit) => instanceOf(template, unitName(unit)?.instance ?? '') === unit),
  );
  return [...all, ...bare];
}

/** Instances that are to be started at boot, or have drop-ins of their own. */
function instancesOn(disk: Disk, directories: readonly UnitDirectory[]): readonly string[] {
  const names = directories.flatMap(({ path, names: here }) =>
    [...here].flatMap((name) =>
      /\.(?:wants|requires)$/.test(name)
        ? listed(disk, `${path}/${name}`)
        : name.endsWith('.service.d')
          ? [name.slice(0, -'.d'.length)]
          : [],
    ),
  );
  return names.filter((name) => (unitName(name)?.instance ?? '') !== '');
}

/** A unit that is asked for by another name of it keeps that name: `%n` is what it was loaded as. */
function foundUnit(place: Place, asked: string): readonly FoundUnit[] {
  const { unit, path } = fragment(place, asked, 8);
  if (path === undefined || glanceAt(place, path).masks) return [];
  const dirs = dropInDirectories([...new Set([unit, asked])], place.directories);
  return [{ unit: asked, paths: [path, ...dropIns(place.disk, dirs)] }];
}

/** A link among the directories is another name of the unit that it leads to. */
function fragment(
  place: Place,
  unit: string,
  hops: number,
): { readonly unit: string; readonly path?: string } {
  const { directories } = place;
  const [path] = fragmentPaths(unit, directories);
  if (path === undefined) return { unit };
  const other = glanceAt(place, path).target?.split('/').at(-1) ?? '';
  const isAlias =
    other !== path.split('/').at(-1) && directories.some(({ names }) => names.has(other));
  if (!isAlias || hops === 0) return { unit, path };
  return fragment(place, instanceOf(other, unitName(unit)?.instance ?? ''), hops - 1);
}

function glanceAt({ disk, glances }: Place, path: string): Glance {
  const before = glances.get(path);
  if (before !== undefined) return before;
  const now = quietly(() => glance(disk, path)) ?? { target: undefined, masks: false };
  glances.set(path, now);
  return now;
}

/** An empty file in a unit's place, as `/dev/null` behind it, switches it off. */
function glance(disk: Disk, path: string): Glance {
  const target = disk.look(path)?.kind === 'link' ? disk.readLink(path) : undefined;
  const behind = disk.lookThrough(path);
  const masks = behind !== undefined && (behind.kind === 'device' || behind.size === 0);
  return { target, masks };
}

function dropIns(disk: Disk, directories: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const directory of directories) {
    for (const name of listed(disk, directory)) {
      const counts = name.endsWith('.conf') && !name.startsWith('.') && !byName.has(name);
      if (counts) byName.set(name, `${directory}/${name}`);
    }
  }
  return [...byName.keys()].sort().map((name) => byName.get(name) ?? '');
}

function listed(disk: Disk, path: string): readonly string[] {
  return quietly(() => disk.list(path)) ?? [];
}
