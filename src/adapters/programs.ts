import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import type { Program, Programs } from '../ports.ts';

/** Programs on this machine; relative paths begin in `workingDirectory`. */
export function programsFrom(workingDirectory: string): Programs {
  const absolute = (path: string) => (path.startsWith('/') ? path : `${workingDirectory}/${path}`);
  return {
    find: (word, path) => {
      if (word.includes('/')) return programAt(absolute(word));
      const places = (path ?? defaultPath).split(':');
      const found = places.map((place) => programAt(absolute(`${place || '.'}/${word}`)));
      return (
        found.find(({ kind }) => kind === 'found') ??
        found.find(({ kind }) => kind === 'not-executable') ?? { kind: 'not-found' }
      );
    },
  };
}

/** Where execvp(3) looks when `PATH` is not set. */
const defaultPath = '/bin:/usr/bin';

function programAt(file: string): Program {
  try {
    if (!statSync(file).isFile()) return { kind: 'not-executable', file };
  } catch {
    return { kind: 'not-found' };
  }
  return mayExecute(file)
    ? { kind: 'found', file, startsSurely: startsSurely(file) }
    : { kind: 'not-executable', file };
}

function mayExecute(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const elf = '\x7fELF';

/** A script of a script is left to execvp: Linux allows it, and not everybody else does. */
function startsSurely(file: string): boolean {
  const head = headOf(file);
  if (head.startsWith(elf)) return true;
  const interpreter = /^#![ \t]*(\/[^ \t\n\0]+)/.exec(head)?.[1];
  return (
    interpreter !== undefined && mayExecute(interpreter) && headOf(interpreter).startsWith(elf)
  );
}

/** As much as the kernel looks at, as latin1; empty for what may be run but not read. */
function headOf(file: string): string {
  const buffer = Buffer.alloc(256);
  let fd: number | undefined;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    return buffer.toString('latin1', 0, readSync(fd, buffer, 0, buffer.length, 0));
  } catch {
    return '';
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
