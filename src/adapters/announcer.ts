import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Announcer } from '../ports.ts';

/** logger(1) puts a line where the host's journal cannot be cut: the system log. */
export function systemLog(program = '/usr/bin/logger'): Announcer {
  return {
    announce: (line) => {
      if (!existsSync(program)) return;
      const child = spawn(program, ['-t', 'pine-env', '--', line], {
        detached: true,
        stdio: 'ignore',
      });
      child.on('error', () => undefined);
      child.unref();
    },
  };
}
