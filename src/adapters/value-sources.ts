import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type ErrorFacts, PineError } from '../errors.ts';
import type { ValueSources } from '../ports.ts';
import { runBounded } from './bounded-command.ts';
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

async function output(
  words: readonly string[],
  seconds: number,
  limit: number,
): Promise<Uint8Array> {
  const file = words[0] ?? '';
  const failed = (why: string): never => {
    throw new PineError(notTold(file, why));
  };
  // Its stderr is the person's own: it may ask for a passphrase there.
  const end = await runBounded(words, { seconds, limit, stderr: 'own' });
  switch (end.kind) {
    case 'said':
      return end.stdout;
    case 'failed':
      return failed(`exit ${end.code}`);
    case 'ended':
      return failed(`it was ended by ${end.signal}`);
    case 'late':
      return failed(`no answer within ${seconds} s`);
    case 'not-run':
      return failed(`it cannot be run (${end.errno})`);
    case 'too-long':
      throw new PineError(tooLong(tame(file), 'provider'));
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
