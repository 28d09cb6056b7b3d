import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import type { World } from '../world.ts';
import type { HeldKeys } from './held-keys.ts';
import type { ProcessFacts } from './process-facts.ts';
import type { ProcessConfig } from './running.ts';

/** Why nobody can say whose keys a worker trades with; undefined when it can be said. */
export function whyUnproven(
  { registry, running }: World,
  { pid, startedAt }: Pick<ProcessFacts, 'pid' | 'startedAt'>,
  { environments, unregistered, unclear }: HeldKeys,
  mustHaveKeys: boolean,
): string | undefined {
  if (registry.kind !== 'good') return 'the registry cannot be read';
  if (unregistered.length > 0) return `nobody enrolled its ${listed(unregistered.map(shownName))}`;
  const config = running?.configs.get(pid);
  const doubt = config && whyConfigUnproven(config, startedAt);
  if (doubt !== undefined) return doubt;
  if (config !== undefined && unclear.length > 0) {
    return `what its runtime config ${config.where} makes of ${listed(unclear)} cannot be told`;
  }
  return mustHaveKeys && environments.length === 0
    ? 'it has no key that anybody enrolled'
    : undefined;
}

/** The worker read its config once, at its start; what stands there now may be something else. */
function whyConfigUnproven(
  { where, namedBy, read, facts }: ProcessConfig,
  startedAt: number,
): string | undefined {
  if (read.kind === 'absent' && namedBy === 'process') {
    return `its runtime config ${where} is gone since it was started`;
  }
  if (facts !== undefined && facts.changedAt > startedAt) {
    return `its runtime config ${where} is newer than the process`;
  }
  if (read.kind === 'read' || read.kind === 'absent') return undefined;
  return `its runtime config ${where} cannot be read as it reads it`;
}
