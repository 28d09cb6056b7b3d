import { check } from './check.ts';
import { mainFile, valuesByKey } from './values.ts';

/** The worker's config file wins over its environment, and this version does not read it yet. */
export const runtimeConfigOverrides = check(
  'runtime-config-overrides',
  'error',
  "the worker's runtime config sets nothing that wins over the env file",
  (view) => {
    const config = view.world.configs.get(view.profile.name);
    if (config === undefined || config.overrides.length === 0) return [];
    return [
      {
        where: config.declared,
        message: `the runtime config may set ${config.overrides.join(', ')}, which wins over the env file: unproven`,
        remedy: `take it out of the config and set it in the env file: ${config.path}`,
      },
    ];
  },
);

/** A config at another path is one that nobody looked at. */
export const runtimeConfigElsewhere = check(
  'runtime-config-elsewhere',
  'error',
  'the env file names the runtime config that the profile declares',
  (view) => {
    const named = valuesByKey(view)?.get('PINE_RUNTIME_CONFIG');
    const config = view.world.configs.get(view.profile.name);
    if (named === undefined || named.value.isEmpty || named.value.reveal() === config?.path) {
      return [];
    }
    return [
      {
        where: `${mainFile(view)}:${named.line} PINE_RUNTIME_CONFIG`,
        message: 'it names another runtime config than worker.config of the profile: unproven',
        remedy: `declare it: worker.config in profiles/${view.profile.name}.yaml`,
      },
    ];
  },
);
