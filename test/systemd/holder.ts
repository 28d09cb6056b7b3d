import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tools } from './missing.ts';
import { until } from './until.ts';

const script = fileURLToPath(new URL('hold-machine.sh', import.meta.url));

/** Who keeps a machine alive. */
export interface Holder {
  /** Process 1 of the machine, by its number outside. */
  readonly init: number;
  /** Throws with what the machine said when it has ended by itself. */
  readonly mustLive: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts what becomes systemd; all of it ends when our end of its stdin closes. */
export async function hold(shared: readonly string[]): Promise<Holder> {
  // A group of its own: Ctrl-C must leave it the time to clean up.
  const child = spawn(
    tools.unshare,
    ['--mount', '--propagation', 'private', 'sh', script, ...shared],
    {
      detached: true,
      stdio: 'pipe',
    },
  );
  const said = listenTo(child);
  const mustLive = () => {
    if (hasEnded(child)) throw new Error(`the machine has ended: ${said.err.trim()}`);
  };
  const stop = async () => {
    const ended = hasEnded(child) ? undefined : once(child, 'exit');
    child.ref();
    child.stdin?.end();
    await ended;
  };
  try {
    const init = await until('process 1 to be there', () => {
      mustLive();
      return childOf(said.out.trim());
    });
    forget(child);
    return { init, mustLive, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function listenTo(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout?.on('data', (text) => (said.out += text));
  child.stderr?.on('data', (text) => (said.err += text));
  child.stdin?.on('error', () => undefined);
  return said;
}

/** A test that forgot to stop its machine can still end, and the machine then ends with it. */
function forget(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr])
    (stream as { unref?(): void } | null)?.unref?.();
}

function childOf(pid: string): number | undefined {
  if (pid === '') return undefined;
  const first = Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10);
  return Number.isNaN(first) ? undefined : first;
}
