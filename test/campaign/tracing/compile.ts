import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const compilers = ['/usr/bin/cc', '/usr/bin/gcc', '/usr/bin/clang'];

/** The C compiler of this machine; undefined when it has none. */
export const compiler = compilers.find((path) => existsSync(path));

/** Compiles a program of this folder into a directory, and answers its path. */
export function compiledIn(directory: string, name: 'kill-at' | 'own-calls'): string {
  const path = join(directory, name);
  const source = join(import.meta.dirname, `${name}.c`);
  const { status, stderr } = spawnSync(compiler ?? 'cc', ['-O2', '-o', path, source]);
  if (status !== 0) throw new Error(`${name}.c: ${stderr}`);
  return path;
}
