import { dropInNames, templateOf, unitName } from './unit-name.ts';

/** Where the system's manager looks for units, the strongest first (systemd 252, `systemd-analyze unit-paths`). */
export const unitDirectories: readonly string[] = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/run/systemd/generator.late',
];

/** A directory of units and the names in it. */
export interface UnitDirectory {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

/** The paths at which a unit's own file may stand, the one that counts first: an instance's before its template's. */
export function fragmentPaths(
  unit: string,
  directories: readonly UnitDirectory[],
): readonly string[] {
  const template = templateOf(unit);
  return [unit, ...(template === undefined ? [] : [template])].flatMap((name) =>
    directories.filter(({ names }) => names.has(name)).map(({ path }) => `${path}/${name}`),
  );
}

/** The directories of a unit's drop-ins; of files of one name the one in the first of them counts. */
export function dropInDirectories(
  units: readonly string[],
  directories: readonly UnitDirectory[],
): readonly string[] {
  const below = (names: readonly string[]) =>
    directories.flatMap((directory) =>
      names
        .map((name) => `${name}.d`)
        .filter((name) => directory.names.has(name))
        .map((name) => `${directory.path}/${name}`),
    );
  const type = unitName(units[0] ?? '')?.type ?? '';
  return [...new Set([...units.flatMap((unit) => below(dropInNames(unit))), ...below([type])])];
}
