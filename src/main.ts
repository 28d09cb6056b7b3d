import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import packageFile from '../package.json' with { type: 'json' };
import { accountsOf } from './adapters/accounts.ts';
import { diskOver } from './adapters/disk.ts';
import { type ProcessFacts, thisMachine } from './adapters/machine.ts';
import { run } from './cli.ts';
import type { Host } from './ports.ts';

function processFacts(): ProcessFacts {
  return {
    uid: process.getuid?.() ?? -1,
    euid: process.geteuid?.() ?? -1,
    egid: process.getegid?.() ?? -1,
    pid: process.pid,
    parentPid: process.ppid,
    workingDirectory: process.cwd(),
    environment: process.env,
  };
}

/** The machine as it is; ports whose code costs start-up time are loaded when a verb opens them. */
function realHost(): Host {
  const facts = processFacts();
  return {
    disk: diskOver(fs),
    clock: { now: () => Date.now() },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)) },
    machine: thisMachine(facts),
    accounts: accountsOf(facts),
    talk: { say: (line) => write(2, `${line}\n`) },
    lock: async () =>
      process.platform === 'darwin'
        ? (await import('./adapters/exlock.ts')).exlockLock()
        : (await import('./adapters/flock.ts')).flockLock(),
    terminal: async () => (await import('./adapters/terminal.ts')).controllingTerminal(),
    git: async () => (await import('./adapters/git.ts')).realGit(),
    templates: async () =>
      (await import('./adapters/templates.ts')).templatesIn(join(import.meta.dirname, 'templates')),
    announcer: async () => (await import('./adapters/announcer.ts')).systemLog(),
    configText: async () => (await import('./adapters/yaml-config.ts')).yamlConfig(),
  };
}

/** Writes all of it, waiting where a pipe is full; false when the reader is gone or the disk is. */
function write(fd: number, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += fs.writeSync(fd, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}

function colourOn(fd: number): boolean {
  const { NO_COLOR, TERM } = process.env;
  return (NO_COLOR ?? '') === '' && TERM !== 'dumb' && isatty(fd);
}

async function main(): Promise<void> {
  process.umask(0o077);
  const outcome = await run(process.argv.slice(2), realHost, {
    colourOut: colourOn(1),
    colourErr: colourOn(2),
    version: packageFile.version,
  });
  process.exitCode = outcome.code;
  write(2, outcome.err);
  if (write(1, outcome.out)) return;
  process.exitCode = 8;
  await outcome.ifUnread?.();
}

void main();
