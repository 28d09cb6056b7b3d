import { isGlob } from '../domain/units/glob.ts';
import { instanceOf, unitName } from '../domain/units/unit-name.ts';
import {
  dropInDirectories,
  fragmentPaths,
  meansUnit,
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
export function findUnits(
  disk: Disk,
  patterns: readonly string[],
  paths: readonly string[],
): readonly FoundUnit[] {
  const directories = paths
    .map((path) => ({ path, names: new Set(listed(disk, path)) }))
    .filter(({ names }) => names.size > 0);
  const names = patterns.flatMap((pattern) => unitsMeant(disk, pattern, directories));
  return [...new Set(names)].flatMap((unit) => foundUnit(disk, unit, directories));
}

/** Every unit the pattern means; of a template its instances, and itself only where none is known. */
function unitsMeant(
  disk: Disk,
  pattern: string,
  directories: readonly UnitDirectory[],
): readonly string[] {
  if (!isGlob(pattern)) return [pattern];
  const meant = (names: Iterable<string>) => [...names].filter((name) => meansUnit(pattern, name));
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
function foundUnit(
  disk: Disk,
  asked: string,
  directories: readonly UnitDirectory[],
): readonly FoundUnit[] {
  const { unit, path } = fragment(disk, asked, directories, 8);
  if (path === undefined || isMask(disk, path)) return [];
  const dirs = dropInDirectories([...new Set([unit, asked])], directories);
  return [{ unit: asked, paths: [path, ...dropIns(disk, dirs)] }];
}

/** A link among the directories is another name of the unit that it leads to. */
function fragment(
  disk: Disk,
  unit: string,
  directories: readonly UnitDirectory[],
  hops: number,
): { readonly unit: string; readonly path?: string } {
  const [path] = fragmentPaths(unit, directories);
  if (path === undefined) return { unit };
  const target = hops === 0 ? undefined : quietly(() => linkTarget(disk, path));
  const other = target?.split('/').at(-1) ?? '';
  const isAlias =
    other !== path.split('/').at(-1) && directories.some(({ names }) => names.has(other));
  if (!isAlias) return { unit, path };
  return fragment(disk, instanceOf(other, unitName(unit)?.instance ?? ''), directories, hops - 1);
}

function linkTarget(disk: Disk, path: string): string | undefined {
  return disk.look(path)?.kind === 'link' ? disk.readLink(path) : undefined;
}

/** An empty file in a unit's place, as `/dev/null` behind it, switches it off. */
function isMask(disk: Disk, path: string): boolean {
  const behind = quietly(() => disk.lookThrough(path));
  return behind !== undefined && (behind.kind === 'device' || behind.size === 0);
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
