import type { ProcessFacts } from '../../src/adapters/machine.ts';

/** What this test process knows of itself, with these things changed. */
export function processFacts(change: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    uid: process.getuid?.() ?? -1,
    euid: process.geteuid?.() ?? -1,
    egid: process.getegid?.() ?? -1,
    pid: process.pid,
    parentPid: process.ppid,
    workingDirectory: process.cwd(),
    environment: {},
    ...change,
  };
}
