import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';
import type { Seen } from './against.ts';

/** The files on the disk, in a directory of their own. */
export function written(files: readonly Uint8Array[]): readonly string[] {
  const folder = scratch();
  return files.map((bytes, index) => {
    const path = join(folder, `${index}.env`);
    writeFileSync(path, bytes);
    return path;
  });
}

/** What each file puts into the empty environment of one Node, by Node itself or by the package dotenv. */
export function seenInOneProcess(
  way: 'node' | 'dotenv',
  files: readonly Uint8Array[],
  program = process.execPath,
): readonly Seen[] {
  const script = join(import.meta.dirname, 'env-files-in-node.mjs');
  const input = JSON.stringify(written(files));
  const limits = { maxBuffer: 2 ** 30, encoding: 'utf8', env: {} } as const;
  const ran = spawnSync(program, [script, way], { input, ...limits });
  if (ran.status !== 0) throw new Error(`node: ${ran.stderr}`);
  return JSON.parse(ran.stdout).map(Object.fromEntries);
}
