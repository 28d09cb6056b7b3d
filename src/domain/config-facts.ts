import type { View } from './checks/check.ts';
import { registered } from './checks/values.ts';
import { fingerprintsIn } from './fingerprint.ts';
import { shownName } from './names.ts';
import { documentedIn } from './providers/documented.ts';
import { mayBeShared, type Registration, whose } from './registry.ts';
import type { Secret } from './secret.ts';
import { textsIn } from './worker/config-texts.ts';
import { type ConfigSource, sourceRules } from './worker/setting-source.ts';
import type { SeenSetting } from './worker/worker-view.ts';
import { startsOf } from './worker-starts.ts';

/** A setting that the runtime config decides, whatever the env file says. */
export interface Decided {
  /** File, line and path in the config. */
  readonly where: string;
  readonly seen: SeenSetting;
  readonly from: ConfigSource;
}

/** The settings that some start of the profile's worker takes from its config. */
export function decidedByConfig(view: View): readonly Decided[] {
  const file = view.world.configs.get(view.profile.name)?.where ?? '';
  return settingsSeen(view).flatMap((seen) => {
    const { from } = seen;
    return from.kind === 'config'
      ? [{ where: `${file}:${from.line} ${from.path}`, seen, from }]
      : [];
  });
}

/** True when the config only hands on the env file's own value: `${KEY}` and nothing else counts. */
export function handsOn({ seen, from }: Decided): boolean {
  return (
    from.literal.length === 0 &&
    from.used.length > 0 &&
    from.used.every((name) => name === seen.key) &&
    seen.shadows !== true
  );
}

/** A value that the config hands the worker and that belongs to another environment. */
export interface ConfigStranger extends Decided {
  readonly of: Registration;
}

/** The settings from the config whose values the registry gives to other environments. */
export function strangersInConfig(view: View): readonly ConfigStranger[] {
  const { registry } = view.world;
  if (registry.kind !== 'good') return [];
  return decidedByConfig(view).flatMap((decided) =>
    registrationsOf(view, decided.seen.value)
      .filter(({ environment }) => environment !== view.profile.name)
      .filter(({ key }) => !mayBeShared(registry.registry, key))
      .map((of) => ({ ...decided, of })),
  );
}

/** A secret that stands in the config in clear; `what` tells whose it is and nothing of it. */
export interface ClearSecret {
  readonly where: string;
  readonly what: string;
}

/** Every secret the config holds, wherever it stands: a registered one, or one of a known form. */
export function secretsInConfig(view: View): readonly ClearSecret[] {
  const config = view.world.configs.get(view.profile.name);
  if (config?.read.kind !== 'read') return [];
  const secretPaths = new Map(
    decidedByConfig(view)
      .filter(({ seen, from }) => from.written === 'clear' && isSecret(view, seen.key))
      .map(({ seen, from }) => [from.path, seen.key]),
  );
  return textsIn(config.read.value).flatMap((text) => {
    const what = secretIn(view, text.text, secretPaths.get(text.path));
    return what === undefined ? [] : [{ where: `${config.where}:${text.line} ${text.path}`, what }];
  });
}

/** A setting of which nobody can tell what the worker makes of it. */
export interface UnclearSetting {
  readonly where: string;
  readonly setting: string;
  readonly says: string;
}

/** The settings that the config leaves unclear. */
export function unclearSettings(view: View): readonly UnclearSetting[] {
  const config = view.world.configs.get(view.profile.name);
  if (config === undefined) return [];
  const unsure = 'names a variable that cannot be predicted without running the env file';
  const says: Readonly<Record<string, string>> = { ...config.rules, ...sourceRules, unsure };
  return settingsSeen(view).flatMap(({ setting, from }) =>
    from.kind === 'unclear'
      ? [{ where: `${config.where} ${from.path}`.trimEnd(), setting, says: says[from.rule] ?? '' }]
      : [],
  );
}

/** What the starts see, each once: most of them see the same. */
function settingsSeen(view: View): readonly SeenSetting[] {
  const seen = new Map<string, SeenSetting>();
  for (const setting of startsOf(view).flatMap(({ sees }) => sees)) {
    const { from, value, shadows } = setting;
    const identity = JSON.stringify([setting.setting, from, value?.reveal(), shadows]);
    if (!seen.has(identity)) seen.set(identity, setting);
  }
  return [...seen.values()];
}

/** What secret a text is or holds, in words that tell nothing of it; `key` says what the text is for, if that is a secret. */
export function secretIn(view: View, text: Secret, key?: string): string | undefined {
  if (text.isEmpty) return undefined;
  const [known] = registrationsOf(view, text);
  if (known !== undefined) return `the ${known.environment} value of ${shownName(known.key)}`;
  const provider = documentedIn(text.reveal());
  if (provider !== undefined) return `a ${provider} credential`;
  return key === undefined ? undefined : `a value for ${key}`;
}

function isSecret(view: View, key: string): boolean {
  return registered(view, key)?.secret ?? /KEY|WEBHOOK/.test(key);
}

function registrationsOf(view: View, value: Secret | undefined): readonly Registration[] {
  const { registry } = view.world;
  if (registry.kind !== 'good' || registry.registry.salt === undefined) return [];
  if (value === undefined || value.isEmpty) return [];
  return fingerprintsIn(registry.registry.salt, value).flatMap((print) =>
    whose(registry.registry, print),
  );
}
