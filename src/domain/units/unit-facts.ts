import type { ErrorFacts } from '../../errors.ts';

/** A unit as the service manager tells it; the states are systemd's own words. */
export interface UnitFacts {
  readonly unit: string;
  /** `loaded`, `not-found`, `masked`, `bad-setting`, `error`. */
  readonly load: string;
  /** `active`, `inactive`, `failed`, `activating`, `deactivating`, `reloading`. */
  readonly active: string;
  /** `running`, `dead`, `exited`, `failed`, `auto-restart` … */
  readonly sub: string;
  /** Why it ended: `success`, `exit-code`, `resources`, `start-limit-hit` … */
  readonly result: string;
  /** True when it is started at boot. */
  readonly enabled: boolean;
  /** 0 when there is none. */
  readonly mainPid: number;
  /** How often the manager started it again by itself. */
  readonly restarts: number;
  /** 32 hex digits that are new with every start; empty before the first. */
  readonly invocation: string;
  /** How long the manager waits before it starts it again, in milliseconds; may be `Infinity`. */
  readonly restartDelay: number;
  /** Absolute path of the unit file; empty when there is none. */
  readonly fragment: string;
  /** Absolute paths of its drop-ins, in the order in which they count. */
  readonly dropIns: readonly string[];
  /** Its files were changed since: what they say is not what the manager will start. */
  readonly needsReload?: true;
}

/** What the service manager had to say. */
export type ManagerWord =
  /** No service manager runs this host, so no unit does. */
  | { readonly kind: 'absent' }
  /** There is one, and it gave no answer. */
  | { readonly kind: 'silent'; readonly error: ErrorFacts }
  | { readonly kind: 'answered'; readonly units: readonly UnitFacts[] };
