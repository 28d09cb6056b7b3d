import { secretIn } from '../config-facts.ts';
import { within } from '../layout.ts';
import { shownName } from '../names.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { Secret } from '../secret.ts';
import { dropIn } from '../units/drop-in.ts';
import { unitsOf } from '../units/profile-units.ts';
import type { EnvironmentLine, UnitReading } from '../units/unit-reading.ts';
import { configVariable } from '../worker/config-path.ts';
import { check, type View } from './check.ts';
import { shownPlace } from './unit-place.ts';
import { registered, valuesByKey } from './values.ts';

/** systemd.exec(5): what a file sets wins over `Environment=`, so such a line comes back when the file lacks the key. */
export const unitOverridesKey = check(
  'unit-overrides-key',
  'error',
  'no unit sets or takes away a key of the env file by itself',
  (view) =>
    unitsOf(view).flatMap((unit) => [
      ...unit.environment.flatMap((line) => overriding(view, unit, line)),
      ...takenAway(view, unit),
    ]),
);

function overriding(view: View, unit: UnitReading, { key, value, where }: EnvironmentLine) {
  if (key === configVariable || !isManaged(view, key)) return [];
  const inFile = valuesByKey(view)?.get(key);
  const matters = decides(view, key);
  const misleads = inFile !== undefined && inFile.value.reveal() !== value.reveal();
  if (!matters && !misleads) return [];
  const says =
    inFile === undefined
      ? `wherever the env file lacks ${shownName(key)}, the worker gets it from here, under every profile`
      : `the env file's ${shownName(key)} wins over this one, which comes back as soon as the file lacks it`;
  return [
    {
      severity: matters ? ('error' as const) : ('warning' as const),
      where: shownPlace(view, where),
      message: says,
      remedy: dropIn(unit, 'Environment=', `(then again what it set beside ${shownName(key)})`),
    },
  ];
}

/** Taken away after all files were read, so the file cannot help it. */
function takenAway(view: View, unit: UnitReading) {
  return unit.unset
    .filter(({ key, value }) => {
      if (!isManaged(view, key)) return false;
      const inFile = valuesByKey(view)?.get(key)?.value;
      return value === undefined || inFile?.reveal() === value.reveal();
    })
    .map(({ key, where }) => ({
      severity: decides(view, key) ? ('error' as const) : ('warning' as const),
      where: shownPlace(view, where),
      message: `this takes ${shownName(key)} away from the worker, whatever the env file says`,
      remedy: dropIn(unit, 'UnsetEnvironment='),
    }));
}

function isManaged(view: View, key: string): boolean {
  return registered(view, key) !== undefined || view.profile.expect.has(key);
}

/** Secrets, what every env file must hold, and what the profile expects; other settings may stand in a unit. */
function decides(view: View, key: string): boolean {
  const entry = registered(view, key);
  return view.profile.expect.has(key) || (entry !== undefined && (entry.secret || !entry.optional));
}

/** `systemctl show` tells every local user what stands in a unit. */
export const unitHoldsSecret = check(
  'unit-holds-secret',
  'error',
  'no secret stands in a unit',
  (view) =>
    unitsOf(view).flatMap((unit) =>
      secretsOf(view, unit).map(({ what, where }) => ({
        where: shownPlace(view, where),
        message: `${what} stands here in clear, and every local user can read it: systemctl show`,
        remedy: 'take it out and rotate it; the new one goes into the env file only',
      })),
    ),
);

interface Found {
  readonly what: string;
  readonly where: string;
}

function secretsOf(view: View, { environment, exec }: UnitReading): readonly Found[] {
  const words = Object.values(exec)
    .flat()
    .flatMap((line) => line.words.filter(isLong).map((word) => ({ word, where: line.where })));
  return [
    ...environment.flatMap(({ key, value, where }) => {
      const named =
        registered(view, key)?.secret && !looksLikePlaceholder(value.reveal()) ? key : undefined;
      const asked = named !== undefined || isLong(value.reveal());
      return found(asked ? secretIn(view, value, named) : undefined, where);
    }),
    ...words.flatMap(({ word, where }) => found(secretIn(view, Secret.of(word)), where)),
  ];
}

/** A registered credential is never shorter, and asking whose a word is takes a while. */
function isLong(word: string): boolean {
  return word.length >= 12 && !word.startsWith('/');
}

function found(what: string | undefined, where: string): readonly Found[] {
  return what === undefined ? [] : [{ what, where }];
}

/** What the service manager itself was started with is nobody's choice. */
export const unitPassesKey = check(
  'unit-passes-key',
  'warning',
  'no unit hands on a key that systemd itself was given',
  (view) =>
    unitsOf(view).flatMap((unit) =>
      unit.passed
        .filter(({ word }) => isManaged(view, word))
        .map(({ word, where }) => ({
          where: shownPlace(view, where),
          message: `where the env file lacks ${shownName(word)}, the worker gets what systemd itself was given`,
          remedy: dropIn(unit, 'PassEnvironment='),
        })),
    ),
);

/** What nobody declared nobody looks at, and it wins over the env file. */
export const unitConfigElsewhere = check(
  'unit-config-elsewhere',
  'warning',
  'a unit names no other runtime config than the profile declares',
  (view) => {
    if (valuesByKey(view)?.has(configVariable)) return [];
    const declared = declaredConfig(view);
    return unitsOf(view).flatMap(({ environment }) =>
      environment
        .filter(({ key, value }) => key === configVariable && !isPath(value, declared))
        .map(({ where }) => ({
          where: shownPlace(view, where),
          message:
            declared === undefined
              ? `${configVariable} names a runtime config here, and the profile declares none: what it says was not judged`
              : `${configVariable} names another runtime config here than the profile, and that one was not judged`,
          remedy: `make them agree: worker.config in profiles/${view.profile.name}.yaml`,
        })),
    );
  },
);

function declaredConfig({ world, profile }: View): string | undefined {
  const config = profile.worker?.config;
  return config === undefined || config.startsWith('/') ? config : within(world.root.path, config);
}

function isPath(value: Secret, path: string | undefined): boolean {
  return value.isEmpty || value.reveal().replaceAll(/\/(?:\.?\/)+/g, '/') === path;
}
