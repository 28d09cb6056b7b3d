import type { SettingName } from '../../../src/domain/worker/worker-settings.ts';
import { type SeenSetting, workerView } from '../../../src/domain/worker/worker-view.ts';
import { configOf } from './a-config.ts';

type Names = Readonly<Record<string, string>>;

/** What a worker ends up with for one setting. */
export function seen(
  setting: SettingName,
  config: string | undefined,
  names: Names = {},
): SeenSetting {
  const value = config === undefined ? undefined : configOf(config);
  const found = workerView(new Map(Object.entries(names)), value).find(
    (one) => one.setting === setting,
  );
  if (found === undefined) throw new Error(setting);
  return found;
}
