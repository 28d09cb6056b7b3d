import type { View } from '../checks/check.ts';
import { envPath, layout, within } from '../layout.ts';
import { goodProfiles, type World } from '../world.ts';
import { oneOfEach } from './alike.ts';
import { readUnit } from './read-unit.ts';
import { unitMatches } from './unit-pattern.ts';
import type { NamedFile } from './unit-places.ts';
import type { EnvFileLine, UnitReading } from './unit-reading.ts';

/** A unit of a profile and the profile's links that it reads. */
export interface ProfileUnit extends UnitReading {
  readonly links: readonly string[];
}

// Every judgement asks for the same; forgotten together with the view.
const known = new WeakMap<View, readonly ProfileUnit[]>();

/** The profile's units whose files are known, one of those that are alike; none where nobody looked, or the host has none. */
export function unitsOf(view: View): readonly ProfileUnit[] {
  const before = known.get(view);
  if (before !== undefined) return before;
  const mine = [...view.world.unitFiles].filter(([unit]) =>
    view.profile.units.some((pattern) => unitMatches(pattern, unit)),
  );
  const units = oneOfEach(mine).map(([unit, files]) => withLinks(view, readUnit(unit, files)));
  known.set(view, units);
  return units;
}

/** Those that read one of the profile's links: what a switch reaches. */
export function switchedUnits(view: View): readonly ProfileUnit[] {
  return unitsOf(view).filter(({ links }) => links.length > 0);
}

function withLinks(view: View, reading: UnitReading): ProfileUnit {
  const links = view.profile.links
    .map(({ link }) => link)
    .filter((link) => linesOfLink(view, reading, link).length > 0);
  return { ...reading, links };
}

/** The lines by which a unit reads a link. */
export function linesOfLink(
  view: View,
  { envFiles }: UnitReading,
  link: string,
): readonly EnvFileLine[] {
  return envFiles.filter((line) =>
    filesNamed(view.world, line).some(({ through }) => through.includes(link)),
  );
}

/** The files that a line names; none where that cannot be told. */
export function filesNamed(world: World, line: EnvFileLine): readonly NamedFile[] {
  if (line.open) return [];
  return world.unitPlaces.files.get(line.path) ?? [asWritten(world, line.path)];
}

/** Where nobody looked, a path is what it says. */
function asWritten({ root }: World, path: string): NamedFile {
  const env = `${within(root.path, layout.env)}/`;
  const name = path.startsWith(env) ? path.slice(env.length) : undefined;
  return { path, through: name === undefined ? [] : [name] };
}

/** The env file of a profile that a named file is without any link of the root between them. */
export function directFile(world: World, { through }: NamedFile): string | undefined {
  const pairs = goodProfiles(world).flatMap(({ links }) => links);
  if (through.some((name) => pairs.some(({ link }) => link === name))) return undefined;
  return through.find((name) => pairs.some(({ file }) => file === name));
}

/** The absolute path of a link. */
export function linkPath({ root }: World, link: string): string {
  return within(root.path, envPath(link));
}
