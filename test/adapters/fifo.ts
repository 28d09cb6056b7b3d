import { execFileSync, spawn } from 'node:child_process';

/** Makes a FIFO nobody reads or writes. */
export function makeFifo(path: string): void {
  execFileSync('/usr/bin/mkfifo', [path]);
}

/**
 * Runs a call that might wait for the FIFO's other end for ever; after two seconds that end is
 * opened from outside, so that a hang is a red test and not a run that never ends. Milliseconds.
 */
export function timeAtFifo(path: string, call: () => void): number {
  const script = 'sleep 2; exec 3<>"$0"; sleep 2';
  const rescuer = spawn('sh', ['-c', script, path], { stdio: 'ignore', detached: true });
  const from = performance.now();
  try {
    call();
    return performance.now() - from;
  } finally {
    if (rescuer.pid !== undefined) process.kill(-rescuer.pid, 'SIGKILL');
  }
}
