import type { Secret } from '../domain/secret.ts';
import type { StoreAnswer } from '../domain/sources/store.ts';

/** One run of a store's command. */
export interface StoreRun {
  readonly words: readonly string[];
  readonly seconds: number;
  /** The most it may say, in bytes. */
  readonly limit: number;
  /** Variables of our own environment that it does not inherit. */
  readonly without: ReadonlySet<string>;
}

/** The stores that hold values, each asked with its own official command. */
export interface SecretSources {
  /** Runs a store's command without a shell and with our own environment; what it says is told nobody else. */
  run(asked: StoreRun): Promise<StoreAnswer>;
  /**
   * Has a CI runner strike these values out of its log, where one says that it is there and reads what we
   * say; each line of a value by itself. Anywhere else nothing is written.
   */
  mask(values: readonly Secret[]): void;
}
