import type { ProcessConfig } from '../running/running.ts';
import type { Secret } from '../secret.ts';
import type { World } from '../world.ts';

/**
 * What recorded consent is worth. `proof`: only root could have written it. `own-word`: the whole
 * root is this account's, so consent stops accidents and not the account. `forgeable`: the root is
 * root's, and this account could have written the consent all the same.
 */
export type ConsentWorth = 'proof' | 'own-word' | 'forgeable';

/** What the gate knows when it decides. */
export interface GateFacts {
  readonly world: World;
  /** Our own environment: what the worker will inherit. */
  readonly variables: ReadonlyMap<string, Secret>;
  /** The runtime config that the worker will read; absent when it has none. */
  readonly config?: ProcessConfig;
  readonly consentWorth: ConsentWorth;
}
