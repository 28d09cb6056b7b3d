import { type ChildProcess, spawn } from 'node:child_process';
import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type ErrorFacts, PineError } from '../errors.ts';
import type { ValueSources } from '../ports.ts';
import { errnoOf, fromErrno } from './errno.ts';
import { tame } from './tame.ts';

/** Stdin and commands, read as bytes; nothing of what they say comes into a message. */
export function valueSources(stdin = 0): ValueSources {
  return {
    stdinIsTerminal: isatty(stdin),
    stdin: async (limit) => readAll(stdin, limit),
    command: (words, seconds, limit) => output(words, seconds, limit),
  };
}

function readAll(fd: number, limit: number): Uint8Array {
  const bytes = Buffer.alloc(limit + 1);
  let length = 0;
  for (;;) {
    const count = readSome(fd, bytes, length);
    length += count;
    if (length > limit) throw new PineError(tooLong('stdin', 'refused'));
    if (count === 0) return bytes.subarray(0, length);
  }
}

function readSome(fd: number, bytes: Buffer, from: number): number {
  for (;;) {
    try {
      return readSync(fd, bytes, from, bytes.length - from, null);
    } catch (error) {
      if (errnoOf(error) === 'EOF') return 0;
      if (errnoOf(error) !== 'EAGAIN') throw fromErrno(error, 'stdin');
      // Somebody made the pipe not wait; then we do.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function output(words: readonly string[], seconds: number, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const [file = '', ...args] = words;
    const failed = (why: string) => reject(new PineError(notTold(file, why)));
    const child = started(file, args, failed);
    if (child === undefined) return;
    const giveUp = (error: () => void) => {
      child.kill('SIGKILL');
      child.stdout?.destroy();
      error();
    };
    const timer = setTimeout(
      () => giveUp(() => failed(`no answer within ${seconds} s`)),
      seconds * 1000,
    );
    const chunks: Buffer[] = [];
    let length = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) giveUp(() => reject(new PineError(tooLong(tame(file), 'provider'))));
    });
    child.on('error', (error) => failed(`it cannot be run (${errnoOf(error)})`));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(chunks));
      else failed(code === null ? `it was ended by ${signal}` : `exit ${code}`);
    });
  });
}

/** Its stderr is the person's own: it may ask for a passphrase there. */
function started(
  file: string,
  args: readonly string[],
  failed: (why: string) => void,
): ChildProcess | undefined {
  try {
    return spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    failed(`it cannot be run (${errnoOf(error)})`);
    return undefined;
  }
}

function notTold(file: string, why: string): ErrorFacts {
  return {
    kind: 'provider',
    rule: 'command-failed',
    message: `${tame(file)} gave no value: ${why}; nothing was changed`,
    remedy: 'run that command by itself and see what it says',
  };
}

function tooLong(what: string, kind: 'refused' | 'provider'): ErrorFacts {
  return {
    kind,
    rule: 'value-too-long',
    message: `${what} holds more than a credential; nothing was changed`,
    remedy: 'hand over the one value, and nothing beside it',
  };
}
