import type { ProcessFacts } from './adapters/machine.ts';
import { realHost } from './adapters/real-host.ts';
import { mayColour, writeAll, writeWithin } from './adapters/stream.ts';
import { run } from './cli.ts';

/** From package.json, put in by the build. */
declare const PINE_ENV_VERSION: string;
/** What the umask was before the loader shut it: a command that we become gets it back. */
declare const PINE_ENV_UMASK: number;

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

/** What was done is done: a terminal that takes nothing is told so for this long, then the journal is. */
const patience = 5_000;

async function main(): Promise<void> {
  process.umask(0o077);
  const installation = {
    platform: process.platform,
    node: process.versions.node,
    templates: `${import.meta.dirname}/templates`,
    program: { node: process.execPath, script: `${import.meta.dirname}/pine-env.cjs` },
    shells: `${import.meta.dirname}/shells`,
  };
  const outcome = await run(process.argv.slice(2), () => realHost(processFacts(), installation), {
    mayColour: (fd) => mayColour(fd, process.env),
    version: PINE_ENV_VERSION,
  });
  process.exitCode = outcome.code;
  writeAll(2, outcome.err);
  if (outcome.becomes !== undefined) {
    const { handOver } = await import('./adapters/hand-over.ts');
    process.umask(PINE_ENV_UMASK);
    process.exitCode = await handOver(outcome.becomes, process);
    return;
  }
  const { out, ifUnread } = outcome;
  if (ifUnread === undefined ? writeAll(1, out) : writeWithin(patience, 1, out)) return;
  process.exitCode = 8;
  await ifUnread?.();
}

void main();
