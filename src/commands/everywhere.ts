import type { Option } from './command.ts';
import type { Verb } from './index.ts';

/** The options that every verb takes. */
export const everywhere: Readonly<Record<string, Option>> = {
  root: {
    type: 'string',
    value: 'DIR',
    describe: 'the root; else PINE_ENV_ROOT, a directory above, /opt/pine',
  },
  json: { type: 'boolean', describe: 'exactly one JSON document on stdout, errors included' },
  quiet: { type: 'boolean', describe: 'no answer on stdout, only the exit code' },
  'no-color': { type: 'boolean', describe: 'no colours (also NO_COLOR)' },
  help: { type: 'boolean', describe: 'this text' },
  version: { type: 'boolean', describe: 'the version' },
};

/** How a verb is typed: `run <profile> [options] -- <command...>`; behind `--` options are the command's own. */
export function typedAs({ verb, usage }: Pick<Verb, 'verb' | 'usage'>): string {
  const [, words = '', behind = ''] = /^(.*?)(\[?-- .*)?$/.exec(usage) ?? [];
  return [verb, words.trim(), '[options]', behind].filter((part) => part !== '').join(' ');
}
