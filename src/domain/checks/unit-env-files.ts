import { listed } from '../listed.ts';
import { dropIn } from '../units/drop-in.ts';
import { isGlob } from '../units/glob.ts';
import {
  directFile,
  filesNamed,
  linesOfLink,
  linkPath,
  type ProfileUnit,
  switchedUnits,
  unitsOf,
} from '../units/profile-units.ts';
import { editedName } from '../units/unit-name.ts';
import type { EnvFileLine } from '../units/unit-reading.ts';
import { goodProfiles } from '../world.ts';
import { check, type View } from './check.ts';
import { shownPlace } from './unit-place.ts';
import { mainLoader } from './values.ts';

/** A switch does not reach a unit that reads its keys elsewhere. */
export const unitLinkNotRead = check(
  'unit-link-not-read',
  'error',
  'every unit of the profile reads a link of it, and every link is read',
  (view) => [
    ...unitsOf(view)
      .filter((unit) => certainlyReadsNone(view, unit))
      .map((unit) => ({
        where: shownPlace(view, ignoredLine(view, unit) ?? unit.path),
        message:
          ignoredLine(view, unit) === undefined
            ? `no EnvironmentFile= of ${editedName(unit.unit)} reads ${allLinks(view)}, so a switch does not reach it`
            : 'systemd ignores this EnvironmentFile=: it is no absolute path, and quotes are taken as they stand',
        remedy: dropIn(unit, ...view.profile.links.map(({ link }) => lineFor(view, link))),
      })),
    ...unreadLinks(view),
  ],
);

/** Only where systemd is what starts the worker, and nothing of the unit is unknown. */
function certainlyReadsNone(view: View, unit: ProfileUnit): boolean {
  const { links, whole, envFiles } = unit;
  if (links.length > 0 || !whole || mainLoader(view) !== 'systemd') return false;
  return !envFiles.some((line) => line.open || directNames(view, line).length > 0);
}

/** The ignored line that was meant to name a link. */
function ignoredLine(view: View, { ignoredEnvFiles }: ProfileUnit): string | undefined {
  return ignoredEnvFiles.find(({ text }) =>
    view.profile.links.some(({ link }) => text.includes(link)),
  )?.where;
}

/** Of several links each should have a reader; a host need not have all units, so this is no more than a look. */
function unreadLinks(view: View) {
  const units = unitsOf(view);
  if (switchedUnits(view).length === 0 || units.some(({ whole }) => !whole)) return [];
  if (units.some(({ envFiles }) => envFiles.some(({ open }) => open))) return [];
  return view.profile.links
    .filter(({ link }) => !units.some(({ links }) => links.includes(link)))
    .map(({ link }) => ({
      severity: 'warning' as const,
      where: shownPlace(view, linkPath(view.world, link)),
      message: `no unit of ${view.profile.name} on this host reads this link`,
      remedy: `look at units and links in profiles/${view.profile.name}.yaml`,
    }));
}

/** Without its file such a unit starts with no keys, and a switch that is off sends orders. */
export const unitEnvOptional = check(
  'unit-env-optional',
  'error',
  'no unit starts without the link',
  (view) =>
    switchedUnits(view).flatMap((unit) =>
      unit.links.flatMap((link) => {
        const lines = linesOfLink(view, unit, link);
        const [first] = lines;
        if (first === undefined || lines.some(({ optional }) => !optional)) return [];
        return [
          {
            where: shownPlace(view, first.where),
            message: `the - lets the unit start without ${link}: with no keys, and with the kill switch off`,
            remedy: dropIn(unit, 'EnvironmentFile=', lineFor(view, link)),
          },
        ];
      }),
    ),
);

/** What is read past the link is read whatever is linked. */
export const unitEnvDirect = check(
  'unit-env-direct',
  'error',
  'no unit reads the env file of a profile past the link',
  (view) =>
    unitsOf(view).flatMap((unit) =>
      unit.envFiles.flatMap((line) => {
        const names = directNames(view, line);
        if (names.length === 0) return [];
        const by = isGlob(line.path) ? 'this wildcard matches' : 'this line names';
        return [
          {
            where: shownPlace(view, line.where),
            message: `${by} ${listed(names)} (${listed(ownersOf(view, names))}), so its keys are loaded whatever is linked`,
            remedy: dropIn(
              unit,
              'EnvironmentFile=',
              ...view.profile.links.map(({ link }) => lineFor(view, link)),
            ),
          },
        ];
      }),
    ),
);

function directNames(view: View, line: EnvFileLine): readonly string[] {
  const names = filesNamed(view.world, line).flatMap((file) => directFile(view.world, file) ?? []);
  return [...new Set(names)];
}

function ownersOf(view: View, names: readonly string[]): readonly string[] {
  return goodProfiles(view.world)
    .filter(({ links }) => links.some(({ file }) => names.includes(file)))
    .map(({ name }) => name);
}

function allLinks({ profile }: View): string {
  return listed(profile.links.map(({ link }) => link));
}

function lineFor(view: View, link: string): string {
  return `EnvironmentFile=${linkPath(view.world, link)}`;
}
