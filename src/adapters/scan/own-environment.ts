import { readFileSync } from 'node:fs';
import { isKeyName } from '../../domain/names.ts';
import { fail, type PineError } from '../../errors.ts';
import type { PieceReader } from '../../ports.ts';
import { errnoOf, fromErrno } from '../errno.ts';
import { wholePiece } from './byte-sink.ts';
import { partsOf } from './git-run.ts';

/** Reads the environment that a process was started with, a piece for each variable. Throws when it may not. */
export async function readEnvironment(
  pid: number,
  reader: PieceReader,
  directory = '/proc',
): Promise<void> {
  const name = `environment of process ${pid}`;
  const variables = partsOf(entries(pid, directory));
  if (variables.length === 0)
    reader.unreadable(name, 'it has none: it is ending, or the kernel’s own');
  for (const variable of variables)
    wholePiece({ kind: 'stream', name: `${name}: ${shown(variable)}` }, variable, reader);
}

function shown(variable: Buffer): string {
  const name = variable.toString('latin1', 0, Math.max(0, variable.indexOf('=')));
  return isKeyName(name) ? name : '(not a plain name)';
}

function entries(pid: number, directory: string): Buffer {
  try {
    return readFileSync(`${directory}/${pid}/environ`);
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errnoOf(error))) noSuchProcess(pid);
    throw closed(error, pid);
  }
}

function closed(error: unknown, pid: number): PineError {
  return fromErrno(error, `/proc/${pid}/environ`);
}

function noSuchProcess(pid: number): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'no-such-process',
    message: `process ${pid} does not run here`,
    remedy: 'look for it: pine-env status',
  });
}
