import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Takes the lock at argv[2], says so, and holds it until a line comes or, with argv[4], for so many
 * milliseconds. Exits 9 when another one is inside at the same time.
 */
const program = `
  import { closeSync, openSync, unlinkSync } from 'node:fs';
  import { flockLock } from './flock.ts';
  const [, , path, name, milliseconds] = process.argv;
  const held = flockLock().take(path, name, 20);
  const inside = path + '.inside';
  try { closeSync(openSync(inside, 'wx')); } catch { process.exit(9); }
  process.stdout.write('held\\n');
  const end = () => { unlinkSync(inside); held.release(); process.exit(0); };
  if (milliseconds === undefined) process.stdin.once('data', end);
  else setTimeout(end, Number(milliseconds));
`;

/** Builds the program that holds a lock; its path. */
export function buildHolder(directory: string): string {
  const outfile = join(directory, 'holder.cjs');
  const resolveDir = resolve(import.meta.dirname, '../../src/adapters');
  const stdin = { contents: program, resolveDir, loader: 'ts' } as const;
  buildSync({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  return outfile;
}

/** Another process that holds the lock by the time this answers. */
export async function holding(holder: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holder, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

/** Ends a process that holds a lock and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
