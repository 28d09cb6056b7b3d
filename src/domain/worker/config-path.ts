import { within } from '../layout.ts';
import { expandUser } from './expand-user.ts';

/** The variable that names the worker's runtime config. */
export const configVariable = 'PINE_RUNTIME_CONFIG';

/** Which file the worker reads as its runtime config. */
export type ConfigPath =
  | {
      readonly kind: 'known';
      /** Absolute. */
      readonly path: string;
      readonly from: 'environment' | 'profile';
    }
  /** The environment names one, and where it lies depends on what only the worker's process knows. */
  | { readonly kind: 'unknown'; readonly rule: 'relative' | 'home-not-known' }
  | { readonly kind: 'none' };

/** What is known of the worker's surroundings. */
export interface ConfigPathFacts {
  readonly root: string;
  readonly environment: ReadonlyMap<string, string>;
  /** The profile's `worker.config`: absolute, or below the root. */
  readonly declared?: string | undefined;
  /** The home directory of the worker's account, for an environment without `HOME`. */
  readonly home?: string | undefined;
}

/** The runtime config that the environment names, `~` expanded, else the one the profile declares. */
export function configPath({ root, environment, declared, home }: ConfigPathFacts): ConfigPath {
  const named = environment.get(configVariable) ?? '';
  if (named === '') return declaredPath(root, declared);
  const path = expandUser(named, environment, home);
  if (path === undefined) return { kind: 'unknown', rule: 'home-not-known' };
  if (!path.startsWith('/')) return { kind: 'unknown', rule: 'relative' };
  return { kind: 'known', path, from: 'environment' };
}

function declaredPath(root: string, declared: string | undefined): ConfigPath {
  if (declared === undefined) return { kind: 'none' };
  const path = declared.startsWith('/') ? declared : within(root, declared);
  return { kind: 'known', path, from: 'profile' };
}
