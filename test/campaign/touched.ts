import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { commandOf } from '../faults/program.ts';
import { copyOf } from '../faults/sandbox.ts';
import { freshLog, readLog } from '../faults/strace.ts';
import type { Bases, Operation, Place } from './hostile-stage.ts';
import { measured } from './measured.ts';

const cache = new Map<string, Promise<string>>();

/** True when a command has anything to do with a path of a sound root, by what strace saw. */
export async function touched(bases: Bases, operation: Operation, place: Place): Promise<boolean> {
  const base = bases[place.base ?? operation.base];
  const key = `${operation.name} ${base}`;
  const known = cache.get(key) ?? traced(base, operation);
  cache.set(key, known);
  return (await known).includes(`/${place.path}"`);
}

async function traced(base: string, operation: Operation): Promise<string> {
  const root = copyOf(base);
  const log = freshLog();
  const words = [...operation.words, ...(operation.json ? ['--json'] : []), '--root', root];
  const child = operation.child === undefined ? [] : ['--', ...operation.child];
  const tracing = ['strace', '-f', '-o', log, '-s', '400', '-e', 'trace=%file'];
  await measured([...tracing, ...commandOf([...words, ...child])], operation.around?.(base));
  execFileSync('rm', ['-rf', root]);
  return readLog(log).replaceAll(`${root}/`, '/').replaceAll(join(root), '/');
}
