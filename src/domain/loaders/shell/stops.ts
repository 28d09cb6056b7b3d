/**
 * Why the reading of a file, or of one command of it, goes no further. `syntax`: the shell does not
 * understand the command; `discard`: it gives up this command and goes on behind it; `exit`: it ends;
 * `unpredictable`: from here on nobody can tell.
 */
export interface Stop {
  readonly stop: 'syntax' | 'discard' | 'exit' | 'unpredictable';
  readonly rule: string;
}

/** Leaves the command at once; `caught` is where it arrives. */
export function stop(kind: Stop['stop'], rule: string): never {
  throw { stop: kind, rule } satisfies Stop;
}

/** What the work gives, or the stop that it came to. */
export function caught<T>(work: () => T): T | Stop {
  try {
    return work();
  } catch (thrown) {
    if (isStop(thrown)) return thrown;
    throw thrown;
  }
}

/** The stop that the work came to; undefined when it came to its end. */
export function stopped(work: () => void): Stop | undefined {
  try {
    work();
    return undefined;
  } catch (thrown) {
    if (isStop(thrown)) return thrown;
    throw thrown;
  }
}

/** True for a stop, false for the result of work that came to its end. */
export function isStop(value: unknown): value is Stop {
  return typeof value === 'object' && value !== null && 'stop' in value;
}
