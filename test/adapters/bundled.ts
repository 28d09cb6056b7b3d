import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const resolveDir = resolve(import.meta.dirname, '../../src/adapters');

/** Builds a program that imports adapters as `./x.ts`; its path. */
export function bundled(directory: string, name: string, contents: string): string {
  const outfile = join(directory, `${name}.mjs`);
  const stdin = { contents, resolveDir, loader: 'ts' } as const;
  buildSync({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return outfile;
}
