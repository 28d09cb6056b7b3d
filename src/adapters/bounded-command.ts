import { type ChildProcess, spawn } from 'node:child_process';
import { errnoOf } from './errno.ts';

/** What became of a command; nothing of what it said but its stdout, and its stderr where that was caught. */
export type CommandEnd =
  | { readonly kind: 'said'; readonly stdout: Uint8Array }
  | { readonly kind: 'failed'; readonly code: number; readonly stderr: string }
  | { readonly kind: 'not-run'; readonly errno: string }
  | { readonly kind: 'ended'; readonly signal: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-long' };

/** The bounds of a command. */
export interface Bounds {
  readonly seconds: number;
  /** Bytes of stdout. */
  readonly limit: number;
  /** Absent: our own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** `own`: it may ask the person something there. `caught`: it may quote what nobody shall see. */
  readonly stderr: 'own' | 'caught';
}

/** The most of its stderr that is kept, in bytes: enough for its first complaint. */
const longestComplaint = 16 * 1024;

/** Runs a command without a shell and with nothing on stdin; ends it when it goes beyond its bounds. */
export function runBounded(words: readonly string[], bounds: Bounds): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = started(words, bounds);
    if (typeof child === 'string') return resolve({ kind: 'not-run', errno: child });
    const end = (how: CommandEnd) => {
      clearTimeout(timer);
      resolve(how);
    };
    const giveUp = (how: CommandEnd) => {
      child.kill('SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
      end(how);
    };
    const timer = setTimeout(() => giveUp({ kind: 'late' }), bounds.seconds * 1000);
    const heard: Buffer[] = [];
    const complaints: Buffer[] = [];
    let length = 0;
    let complained = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      heard.push(chunk);
      if (length > bounds.limit) giveUp({ kind: 'too-long' });
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complained < longestComplaint) complaints.push(chunk);
      complained += chunk.length;
    });
    child.on('error', (error) => end({ kind: 'not-run', errno: errnoOf(error) }));
    child.on('close', (code, signal) => {
      if (code === 0) return end({ kind: 'said', stdout: Buffer.concat(heard) });
      if (code === null) return end({ kind: 'ended', signal: signal ?? 'unknown' });
      end({ kind: 'failed', code, stderr: Buffer.concat(complaints).toString('utf8') });
    });
  });
}

/** The child, or the errno of why there is none. */
function started(
  [file = '', ...args]: readonly string[],
  { environment, stderr }: Bounds,
): ChildProcess | string {
  const stdio = ['ignore', 'pipe', stderr === 'own' ? 'inherit' : 'pipe'] as const;
  try {
    return spawn(file, args, { stdio: [...stdio], ...(environment && { env: environment }) });
  } catch (error) {
    return errnoOf(error);
  }
}
