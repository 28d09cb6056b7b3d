import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';
import { guard } from './canary.ts';
import { pineEnv } from './program.ts';

/** A demo root in a directory of its own, its values under guard; nothing is linked yet. */
export async function sandbox(prepare?: (root: string) => void): Promise<string> {
  const root = join(scratch(), 'root');
  if (prepare !== undefined) {
    await must(['init', '--root', root]);
    prepare(root);
  }
  await must(['init', '--demo', '--root', root]);
  guard(root);
  return root;
}

/** Runs the program where anything but exit 0 means that the test itself is broken. */
export async function must(args: readonly string[]): Promise<void> {
  const { code, err } = await pineEnv(args);
  if (code !== 0) throw new Error(`pine-env ${args.join(' ')}: exit ${code}: ${err}`);
}

/** The same root once more, modes, owners, times and links kept. */
export function copyOf(root: string): string {
  const copy = join(scratch(), 'root');
  execFileSync('cp', ['-a', root, copy]);
  return copy;
}

/** The journal's lines as values, oldest first. */
export function journalOf(root: string): readonly Record<string, unknown>[] {
  const text = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
