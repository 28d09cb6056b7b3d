import { largestUnitFile } from '../domain/limits.ts';
import { oneOfEach } from '../domain/units/alike.ts';
import { readUnit } from '../domain/units/read-unit.ts';
import type { UnitFacts } from '../domain/units/unit-facts.ts';
import type { UnitFile } from '../domain/units/unit-file.ts';
import { unitMatches } from '../domain/units/unit-pattern.ts';
import { unitDirectories } from '../domain/units/unit-search.ts';
import { utf8Text } from '../domain/utf8-text.ts';
import { patternsOf, type World } from '../domain/world.ts';
import { quietly } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';
import { type FoundUnit, findUnitFiles } from './find-unit-files.ts';
import { lookAtPlaces } from './look-at-unit-places.ts';

/** What is known of the units that profiles name: their files, and what stands where those point. */
export type SeenUnits = Pick<World, 'unitFiles' | 'unitPlaces'>;

/**
 * The unit files of every good profile's units, as the service manager has loaded them where it says
 * so in `world.running`, else as it would find them on the disk. What cannot be read is no error.
 */
export async function lookAtUnitFiles(
  host: Host,
  world: World,
  directories: readonly string[] = unitDirectories,
): Promise<SeenUnits> {
  const wanted = patternsOf(world).filter((pattern) => pattern.endsWith('.service'));
  const found = [...loaded(world, wanted), ...notLoaded(host.disk, world, wanted, directories)];
  const read = readingOnce(host.disk);
  const unitFiles = new Map(found.map(({ unit, paths }) => [unit, paths.map(read)] as const));
  const readings = oneOfEach(unitFiles).map(([unit, files]) => readUnit(unit, files));
  return { unitFiles, unitPlaces: await lookAtPlaces(host, world, readings) };
}

function loaded(world: World, patterns: readonly string[]): readonly FoundUnit[] {
  return loadedUnits(world)
    .filter(({ unit }) => patterns.some((pattern) => unitMatches(pattern, unit)))
    .map(({ unit, fragment, dropIns }) => ({ unit, paths: [fragment, ...dropIns] }));
}

/** A unit that is loaded without a file of its own is not made of what stands on the disk. */
function loadedUnits({ running }: World): readonly UnitFacts[] {
  const units = running?.manager.kind === 'answered' ? running.manager.units : [];
  return units.filter(({ fragment, load }) => fragment !== '' && load !== 'masked');
}

/** The manager keeps no unit that nobody started, and of a template none at all. */
function notLoaded(
  disk: Disk,
  world: World,
  patterns: readonly string[],
  directories: readonly string[],
): readonly FoundUnit[] {
  const known = loadedUnits(world);
  const rest = patterns.filter((pattern) => !known.some(({ unit }) => unitMatches(pattern, unit)));
  return rest.length === 0 ? [] : findUnitFiles(disk, rest, directories);
}

/** Forty instances of a template share its text. */
function readingOnce(disk: Disk): (path: string) => UnitFile {
  const known = new Map<string, UnitFile>();
  return (path) => {
    const file = known.get(path) ?? { path, text: quietly(() => textOf(disk, path)) };
    known.set(path, file);
    return file;
  };
}

/** Unit files may be links; undefined where there is no text to read. */
function textOf(disk: Disk, path: string): string | undefined {
  const real = disk.realPath(path);
  // A link to /dev/null stands for an empty file.
  if (real === '/dev/null') return '';
  const file = real === undefined ? undefined : disk.open(real);
  if (file === undefined) return undefined;
  try {
    const { kind, size } = file.facts;
    if (kind !== 'file' || size > largestUnitFile) return undefined;
    return utf8Text(file.read(largestUnitFile));
  } finally {
    file.close();
  }
}
