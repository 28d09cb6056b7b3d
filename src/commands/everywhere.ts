import type { Option } from './command.ts';

/** The options that every verb takes. */
export const everywhere: Readonly<Record<string, Option>> = {
  root: {
    type: 'string',
    value: 'DIR',
    describe: 'the root; else PINE_ENV_ROOT, a directory above, /opt/pine, your own',
  },
  json: { type: 'boolean', describe: 'exactly one JSON document on stdout, errors included' },
  quiet: { type: 'boolean', describe: 'no answer on stdout, only the exit code' },
  'no-color': { type: 'boolean', describe: 'no colours (also NO_COLOR)' },
  help: { type: 'boolean', describe: 'this text' },
  version: { type: 'boolean', describe: 'the version' },
};
