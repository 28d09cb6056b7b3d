import type { SecretSources } from '../../ports.ts';
import { runBounded } from '../bounded-command.ts';
import { runnerMask } from './runner-mask.ts';

/** Our environment as Node has it. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The stores' own commands, run with the environment of whoever runs us. */
export function secretSources(variables: Variables): SecretSources {
  return {
    run: ({ words, seconds, limit, without }) =>
      // A store may quote what it was asked to keep: its complaints are read, and never shown.
      runBounded(words, {
        seconds,
        limit,
        stderr: 'caught',
        environment: rest(variables, without),
      }),
    mask: runnerMask(variables),
  };
}

/** No pager that waits for a person; complaints in the one language that they are known in. */
const plainly = { AWS_PAGER: '', LC_ALL: 'C.UTF-8', LANGUAGE: '' };

function rest(variables: Variables, without: ReadonlySet<string>): Record<string, string> {
  const kept = Object.entries(variables).filter(([name]) => !without.has(name));
  return { ...Object.fromEntries(kept), ...plainly } as Record<string, string>;
}
