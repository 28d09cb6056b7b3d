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

function rest(variables: Variables, without: ReadonlySet<string>): Record<string, string> {
  const kept = Object.entries(variables).filter(([name]) => !without.has(name));
  // A pager would wait for a person, and no answer is longer than a screen.
  return { ...Object.fromEntries(kept), AWS_PAGER: '' } as Record<string, string>;
}
