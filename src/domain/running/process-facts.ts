import type { Secret } from '../secret.ts';

/** The environment of a process, or why it cannot be told. */
export type EnvironmentRead =
  /** Names and values as `escapedText`; of a name that stands twice, the first counts, as for `getenv`. */
  | {
      readonly kind: 'read';
      readonly variables: ReadonlyMap<string, Secret>;
      /** How many entries are not among them: they have no name, or one that stands there before; absent: none. */
      readonly leftOut?: number;
    }
  /** `starting`: for too long still the service manager's own fork. */
  | { readonly kind: 'closed'; readonly why: 'not-permitted' | 'gone' | 'starting' };

/** One running process. */
export interface ProcessFacts {
  readonly pid: number;
  readonly uid: number;
  /** Milliseconds since 1970, to about a hundredth of a second. */
  readonly startedAt: number;
  /** In the kernel's own ticks since boot: with the number it names a process for good. */
  readonly startTicks: string;
  /** The unit whose cgroup it lives in: `pine-worker@ES.service`; absent outside of units. */
  readonly unit?: string;
  /** A container's: it lives in another PID namespace. */
  readonly isElsewhere?: true;
  /** The name of its program's file, else what it calls itself. */
  readonly program: string;
  /** Its words; may hold secrets, so they are compared and never shown. */
  readonly command: readonly Secret[];
  readonly environment: EnvironmentRead;
}
