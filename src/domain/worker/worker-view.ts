import { Secret } from '../secret.ts';
import { coerceConfigFlag } from './config-flag.ts';
import { type ConfigValue, isTruthy } from './config-value.ts';
import { coerceFlag, type Flag } from './flag.ts';
import { type SettingSource, take } from './setting-source.ts';
import { type SettingName, type WorkerSetting, workerSettings } from './worker-settings.ts';

/** What the worker ends up with for one setting. */
export interface SeenSetting {
  readonly setting: SettingName;
  /** The name of the environment that it stands for. */
  readonly key: string;
  readonly from: SettingSource;
  /** Undefined when there is none, when it is no text, and when it cannot be told. */
  readonly value: Secret | undefined;
  /** The kill switch only: `clear` is false whenever it fell to its default, false. */
  readonly flag?: Flag;
  /** True when the environment has another value, which loses. */
  readonly shadows?: true;
}

/** Every setting, in one order, whatever config and environment hold. */
export type WorkerView = readonly SeenSetting[];

type Environment = ReadonlyMap<string, string>;

/** What a worker with this environment makes of this runtime config (undefined: it has none). */
export function workerView(
  environment: Environment,
  config: ConfigValue = { kind: 'null' },
): WorkerView {
  return workerSettings.map((row) => {
    const isFlag = row.setting === 'kill switch';
    const seen = isFlag ? flagOf(row, environment, config) : textOf(row, environment, config);
    return { setting: row.setting, key: row.key, ...seen, ...shadowOf(row, environment, seen) };
  });
}

type Seen = Pick<SeenSetting, 'from' | 'value' | 'flag'>;

function textOf(row: WorkerSetting, environment: Environment, config: ConfigValue): Seen {
  for (const path of row.paths) {
    const taken = take(config, path, environment);
    if (taken.kind === 'unclear') return { from: taken, value: undefined };
    if (taken.kind === 'absent' || !isTruthy(taken.value)) continue;
    if (taken.value.kind === 'text') return { from: taken.from, value: taken.value.value };
    return { from: { kind: 'unclear', path, rule: 'not-a-text' }, value: undefined };
  }
  return fromEnvironment(row, environment);
}

function flagOf(row: WorkerSetting, environment: Environment, config: ConfigValue): Seen {
  for (const path of row.paths) {
    const taken = take(config, path, environment);
    if (taken.kind === 'unclear') return { from: taken, value: undefined, flag: coerceFlag('') };
    if (taken.kind === 'absent' || taken.value.kind === 'null') continue;
    const value = taken.value.kind === 'text' ? taken.value.value : undefined;
    return { from: taken.from, value, flag: coerceConfigFlag(taken.value) };
  }
  const seen = fromEnvironment(row, environment);
  return { ...seen, flag: coerceFlag(seen.value?.reveal()) };
}

function fromEnvironment({ variables }: WorkerSetting, environment: Environment): Seen {
  const key = variables.find((name) => (environment.get(name) ?? '') !== '');
  if (key === undefined) return { from: { kind: 'nowhere' }, value: undefined };
  return { from: { kind: 'environment', key }, value: Secret.of(environment.get(key) ?? '') };
}

function shadowOf(
  { variables }: WorkerSetting,
  environment: Environment,
  { from, value, flag }: Seen,
): { readonly shadows?: true } {
  if (from.kind !== 'config' && from.kind !== 'environment') return {};
  const others = variables.map((name) => environment.get(name) ?? '').filter((text) => text !== '');
  const differs = (text: string) =>
    flag === undefined || from.kind === 'environment'
      ? text !== value?.reveal()
      : isAnother(flag, coerceFlag(text));
  return others.some(differs) ? { shadows: true } : {};
}

function isAnother(flag: Flag, other: Flag): boolean {
  return flag.value !== other.value || flag.clear !== other.clear;
}
