import { shownName } from '../names.ts';
import type { Secret } from '../secret.ts';
import { dropIn } from '../units/drop-in.ts';
import { filesNamed, linkPath, type ProfileUnit, switchedUnits } from '../units/profile-units.ts';
import type { NamedFile } from '../units/unit-places.ts';
import { contentOf, envFile } from '../world.ts';
import { check, type View } from './check.ts';
import { shownPlace } from './unit-place.ts';
import { registered } from './values.ts';

/** Of two files that define a key the later one wins, and only one of them is switched. */
export const unitEnvOverlap = check(
  'unit-env-overlap',
  'error',
  'no second file of a unit defines a key of the env file',
  (view) =>
    switchedUnits(view).flatMap((unit) =>
      overlaps(view, unit).map(({ key, where, other, wins, differs }) => ({
        severity: differs && registered(view, key) !== undefined ? 'error' : 'warning',
        where: shownPlace(view, where),
        message: `${shownName(key)} stands in ${shownPlace(view, other)} too, which ${wins ? 'is read later and wins' : 'comes back when the env file lacks it'}${differs ? '' : '; it is the same value now'}`,
        remedy: dropIn(
          unit,
          'EnvironmentFile=',
          ...unit.links.map((link) => `EnvironmentFile=${linkPath(view.world, link)}`),
        ),
      })),
    ),
);

/** What one file that a unit reads sets, as systemd reads it. */
interface Source {
  readonly path: string;
  readonly where: string;
  /** True for what stands behind a link of the profile. */
  readonly switched: boolean;
  readonly values: ReadonlyMap<string, Secret>;
}

interface Overlap {
  readonly key: string;
  readonly where: string;
  readonly other: string;
  readonly wins: boolean;
  readonly differs: boolean;
}

function overlaps(view: View, unit: ProfileUnit): readonly Overlap[] {
  const sources = sourcesOf(view, unit);
  return sources.flatMap((other, at) =>
    sources.flatMap((source, index) => {
      // Two links are one pair, told once: by the later of them.
      const pair = source.switched && (!other.switched || index < at);
      return pair && source.path !== other.path ? shared(source, other, at > index) : [];
    }),
  );
}

function shared(source: Source, other: Source, wins: boolean): readonly Overlap[] {
  return [...source.values].flatMap(([key, value]) => {
    const second = other.values.get(key);
    if (second === undefined) return [];
    const differs = second.reveal() !== value.reveal();
    return [{ key, where: other.where, other: other.path, wins, differs }];
  });
}

function sourcesOf(view: View, { envFiles }: ProfileUnit): readonly Source[] {
  return envFiles.flatMap((line) =>
    filesNamed(view.world, line).flatMap((file) => {
      const link = view.profile.links.find(({ link: name }) => file.through.includes(name));
      const content = link === undefined ? file.content : contentOf(envFile(view.world, link.file));
      const reading = content?.read('systemd');
      if (reading?.kind !== 'read') return [];
      const values = new Map(reading.assignments.map(({ key, value }) => [key, value]));
      return [
        {
          path: pathOf(view, file, link?.link),
          where: line.where,
          switched: link !== undefined,
          values,
        },
      ];
    }),
  );
}

/** A link that is read by several names is one file. */
function pathOf(view: View, file: NamedFile, link: string | undefined): string {
  return link === undefined ? file.path : linkPath(view.world, link);
}
