import type { Verb } from './index.ts';

/** How a verb is typed: `run <profile> [options] -- <command...>`; behind `--` options are the command's own. */
export function typedAs({ verb, usage }: Pick<Verb, 'verb' | 'usage'>): string {
  const [, words = '', behind = ''] = /^(.*?)(\[?-- .*)?$/.exec(usage) ?? [];
  return [verb, words.trim(), '[options]', behind].filter((part) => part !== '').join(' ');
}
