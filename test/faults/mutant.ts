import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratch } from '../scratch.ts';

const checkout = resolve(import.meta.dirname, '../..');

/** One sentence of the source and what stands in its place; the sentence must be there. */
export type Edit = readonly [file: string, from: string, to: string];

/** The program built with some sentences changed: proof that a test sees what it should see. */
export function mutant(...edits: readonly Edit[]): string {
  const room = scratch();
  cpSync(join(checkout, 'src'), join(room, 'src'), { recursive: true });
  for (const [file, from, to] of edits) {
    const path = join(room, 'src', file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`src/${file} does not say: ${from}`);
    writeFileSync(path, text.replace(from, to));
  }
  const build = [join(checkout, 'esbuild.config.mjs'), 'program'];
  execFileSync(process.execPath, [...build, join(room, 'src/main.ts'), join(room, 'dist')], {
    stdio: 'pipe',
  });
  return join(room, 'dist/pine-env.cjs');
}
