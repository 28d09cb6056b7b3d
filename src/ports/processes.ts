import type { EnvironmentRead, ProcessFacts } from '../domain/running/process-facts.ts';

/** A process as a first, cheap look tells it: without its environment. */
export type Glance = Omit<ProcessFacts, 'environment'>;

/** The running processes of this host (`/proc`); a system without it has none to show. */
export interface Processes {
  /** False where there is nothing to look at, or only at our own account's: then nothing is known of what runs. */
  readonly canLook: boolean;
  /**
   * Every process but our own and the kernel's, in the order of their numbers; one that ends meanwhile
   * is left out. What has not become a unit's program yet is shown as the service manager's, and for
   * its first moments in `init.scope`: nobody may be passed over for being called `systemd`.
   */
  all(): readonly Glance[];
  /** True for a process of another PID namespace: a container's, which no unit of this host has started. */
  isElsewhere(of: Glance): boolean;
  /**
   * The environment that this very process was started with, never that of another which got its
   * number. Waits, at most two seconds, while the process is still the service manager's own fork.
   */
  environment(of: Glance): Promise<EnvironmentRead>;
  /** Our own environment as the kernel was given it, byte for byte; as Node has it where no kernel tells. */
  own(): EnvironmentRead;
}
