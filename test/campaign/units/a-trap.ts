import type { TradingHost } from '../../systemd/trading-host.ts';

/** A way in which a service manager says that all is well, and it is not. */
export interface Trap {
  readonly name: string;
  /** Sets it; the host has paper linked and no unit. */
  readonly prepare: (host: TradingHost) => Promise<void>;
  /** What is tried then; `start` has the service manager start the gated worker. */
  readonly act: 'use paper' | 'use paper --restart' | 'use live --restart' | 'status' | 'start';
  /** Exit codes by which the program tells that it is one, or that it got through. */
  readonly told: readonly number[];
  /** One of these rules must be named; none where it gets through. */
  readonly rules?: readonly string[];
  /** What a person does about it before the last `use paper --restart`. */
  readonly mend?: (host: TradingHost) => Promise<void>;
}

export const unit = 'pine-worker@ES.service';
export const template = 'pine-worker@.service';
