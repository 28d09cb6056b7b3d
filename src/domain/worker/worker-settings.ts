/** A setting the worker takes from its runtime config or its environment. */
export type SettingName =
  | 'Databento key'
  | 'order webhook'
  | 'Discord webhook'
  | 'kill switch'
  | 'heartbeat file'
  | 'commission'
  | 'pair map'
  | 'pair map path';

/** Where the worker looks for a setting, in this order: paths of its config, then its environment. */
export interface WorkerSetting {
  readonly setting: SettingName;
  /** The name of the environment that it stands for. */
  readonly key: string;
  readonly paths: readonly string[];
  readonly variables: readonly string[];
}

/** Every setting of the worker, as its public source looks for them. */
export const workerSettings: readonly WorkerSetting[] = [
  row('Databento key', ['databento_api_key'], ['DATABENTO_API_KEY']),
  row('order webhook', ['traderspost_webhook', 'traderspost.webhook'], ['TRADERSPOST_WEBHOOK_URL']),
  row('Discord webhook', ['discord_webhook_url', 'discord_webhook'], ['DISCORD_WEBHOOK_URL']),
  row('kill switch', ['killswitch', 'policy_killswitch'], ['POLICY_KILLSWITCH']),
  row('heartbeat file', ['heartbeat_file'], ['PINE_HEARTBEAT_FILE']),
  row('commission', [], ['PINE_COMMISSION_PER_SIDE', 'COMMISSION_PER_SIDE']),
  row('pair map', [], ['PINE_PAIR_MAP', 'PAIR_MAP']),
  row('pair map path', [], ['PINE_PAIR_MAP_PATH', 'PAIR_MAP_PATH']),
];

function row(
  setting: SettingName,
  paths: readonly string[],
  variables: readonly [string, ...string[]],
): WorkerSetting {
  return { setting, key: variables[0], paths, variables };
}
