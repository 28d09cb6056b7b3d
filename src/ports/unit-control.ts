import type { UnitFacts } from '../domain/units/unit-facts.ts';

/** What the service manager has queued for a unit and not finished. */
export interface UnitJob {
  readonly id: number;
  readonly unit: string;
  /** `start`, `stop`, `restart` … */
  readonly type: string;
}

/**
 * The service manager (`systemctl`), asked without a shell, out of reach of our terminal's Ctrl-C,
 * and never for longer than a bound. Every method but `isHere` throws a `PineError` of kind
 * `provider`: rule `manager-silent` when it gives no answer in time or cannot be reached,
 * `manager-refused` when it answers with an error; messages never hold a value.
 */
export interface UnitControl {
  /** True when a service manager runs this host. */
  readonly isHere: boolean;
  /**
   * Every unit, loaded or configured, that one of the patterns matches (`*`, `?`, `[…]`), by name; aliases
   * are the unit they stand for, templates are none. An instance named in full counts when its template
   * is there, and a unit that runs or has failed counts though its file is gone.
   */
  find(patterns: readonly string[]): Promise<readonly UnitFacts[]>;
  /** These units now, in the order asked; one that is not there has the load state `not-found`. */
  show(units: readonly string[]): Promise<readonly UnitFacts[]>;
  /** The unfinished jobs of these units. */
  jobs(units: readonly string[]): Promise<readonly UnitJob[]>;
  /** Forgets queued jobs; one that is over already is no error. */
  cancel(jobs: readonly UnitJob[]): Promise<void>;
  /** Comes back when they are stopped, `seconds` at most; the job of one that takes longer goes on. */
  stop(units: readonly string[], seconds: number): Promise<void>;
  /**
   * Comes back when their start jobs are over, `seconds` at most; jobs that take longer go on. Forgets
   * earlier failures first, and with them the count of `restarts`.
   */
  start(units: readonly string[], seconds: number): Promise<void>;
  /** As `start`, for units that may be running. */
  restart(units: readonly string[], seconds: number): Promise<void>;
}
