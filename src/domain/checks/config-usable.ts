import { configVariable } from '../worker/config-path.ts';
import type { ConfigFacts } from '../world.ts';
import { check, type View } from './check.ts';
import { mainFile } from './values.ts';

/** A worker without its config trades by its environment alone, or does not start. */
export const configMissing = check(
  'config-missing',
  'warning',
  "the worker's runtime config is there",
  (view) =>
    withConfig(view, ({ where, read, namedBy }) =>
      read.kind === 'absent'
        ? [
            {
              where,
              message: `there is no runtime config; ${named(view, namedBy)} names it`,
              remedy: `put it there, or take it out of ${namer(view, namedBy)}`,
            },
          ]
        : [],
    ),
);

/** What wins over the env file and cannot be read may say anything. */
export const configUnusable = check(
  'config-unusable',
  'error',
  "the worker's runtime config can be read, as the worker reads it",
  (view) =>
    withConfig(view, (config) => {
      const message = whyUnusable(config);
      if (message === undefined) return [];
      const { where, read } = config;
      const line = 'line' in read && read.line !== undefined ? `:${read.line}` : '';
      return [{ where: where + line, message: `${message}: unproven`, remedy: remedyFor(config) }];
    }),
);

/** The env file and the profile should name one config, or one of them is out of date. */
export const configElsewhere = check(
  'config-elsewhere',
  'warning',
  'the env file names no other runtime config than the profile declares',
  (view) =>
    withConfig(view, ({ namedBy, where }) => {
      const declared = view.profile.worker?.config;
      if (namedBy === 'profile' || declared === undefined || where === declared) return [];
      return [
        {
          where: `${mainFile(view)} ${configVariable}`,
          message: `the worker reads ${where}, and the profile declares ${declared}`,
          remedy: `make them agree: worker.config in profiles/${view.profile.name}.yaml`,
        },
      ];
    }),
);

function withConfig<T>(view: View, say: (config: ConfigFacts) => readonly T[]): readonly T[] {
  const config = view.world.configs.get(view.profile.name);
  return config === undefined ? [] : say(config);
}

function whyUnusable({ read, rules }: ConfigFacts): string | undefined {
  switch (read.kind) {
    case 'unusable':
      return `the worker cannot use its runtime config: it ${rules[read.rule]}`;
    case 'unclear':
      return `it cannot be told what the worker makes of its runtime config: it ${rules[read.rule]}`;
    case 'closed':
      return `the runtime config cannot be read: ${read.error.message}`;
    case 'not-readable':
      return 'the runtime config is no regular file of an acceptable size';
    case 'nowhere':
      return `${configVariable} names a path that depends on how the worker is started`;
    default:
      return undefined;
  }
}

function remedyFor({ where, read }: ConfigFacts): string {
  if (read.kind === 'nowhere') return `write an absolute path into ${configVariable}`;
  if (read.kind === 'closed') return read.error.remedy;
  return `look at it: ${where}`;
}

function named(view: View, by: ConfigFacts['namedBy']): string {
  return by === 'profile' ? `worker.config of ${view.profile.name}` : configVariable;
}

function namer(view: View, by: ConfigFacts['namedBy']): string {
  return by === 'profile' ? `profiles/${view.profile.name}.yaml` : mainFile(view);
}
