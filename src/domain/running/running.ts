import type { FileFacts } from '../file-facts.ts';
import type { ManagerWord } from '../units/unit-facts.ts';
import type { ConfigRead } from '../world.ts';
import type { ProcessFacts } from './process-facts.ts';

/** The runtime config that a running process has read, as it is now. */
export interface ProcessConfig {
  /** As reports name it. */
  readonly where: string;
  readonly namedBy: 'process' | 'profile';
  readonly read: ConfigRead;
  /** Undefined when there is no file. */
  readonly facts?: FileFacts;
}

/** What runs on this host, as far as the profiles of the root are concerned. */
export interface Running {
  readonly manager: ManagerWord;
  /** False where processes cannot be looked at: then nothing is known of what runs. */
  readonly canLook: boolean;
  /** Processes of the profiles' units, those that a profile's `worker.command` names, and those that hold a registered key. */
  readonly processes: readonly ProcessFacts[];
  /** By process number; none for a process without a runtime config. */
  readonly configs: ReadonlyMap<number, ProcessConfig>;
}
