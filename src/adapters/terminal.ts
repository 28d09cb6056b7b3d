import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';
import type { Answer, OpenTerminal, Terminal } from '../ports.ts';
import { errnoOf, fromErrno } from './errno.ts';
import { discardTyped, hiddenLine } from './hidden-line.ts';
import { tame } from './tame.ts';

const longestAnswer = 1024;

/** The controlling terminal of the process; stdin, stdout and stderr are never asked. */
export function controllingTerminal(path = '/dev/tty'): Terminal {
  return {
    open: () => {
      const fd = openTty(path);
      return fd === undefined ? undefined : terminalOn(fd);
    },
  };
}

function openTty(path: string): number | undefined {
  try {
    const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    if (isatty(fd)) return fd;
    closeSync(fd);
    return undefined;
  } catch {
    return undefined;
  }
}

function terminalOn(fd: number): OpenTerminal {
  const input = new ReadStream(fd);
  input.pause();
  return {
    say: (line) => write(fd, `${tame(line)}\n`),
    ask: async (prompt, timeoutSeconds) => {
      forgetTypedAhead(input, fd);
      write(fd, prompt);
      return oneLine(input, timeoutSeconds);
    },
    askHidden: async (prompt, timeoutSeconds) => {
      forgetTypedAhead(input, fd);
      input.setRawMode(true);
      try {
        write(fd, prompt);
        return await hiddenLine(input, timeoutSeconds);
      } finally {
        discardTyped(fd);
        input.setRawMode(false);
        write(fd, '\n');
      }
    },
    close: () => {
      input.setRawMode(false);
      input.destroy();
    },
  };
}

/** Raw mode makes even a half-typed line readable, so that all of it can be thrown away. */
function forgetTypedAhead(input: ReadStream, fd: number): void {
  input.setRawMode(true);
  try {
    discardTyped(fd);
  } finally {
    input.setRawMode(false);
  }
}

function oneLine(input: ReadStream, timeoutSeconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    let text = '';
    const finish = (answer: Answer) => {
      clearTimeout(timer);
      input.off('data', onData).off('end', onEnd).off('error', onEnd).pause();
      resolve(answer);
    };
    const onData = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.search(/[\r\n]/);
      if (end >= 0) finish({ kind: 'answered', text: text.slice(0, end) });
      else if (text.length > longestAnswer) finish({ kind: 'closed' });
    };
    const onEnd = () => finish({ kind: 'closed' });
    const timer = setTimeout(() => finish({ kind: 'timeout' }), timeoutSeconds * 1000);
    input.on('data', onData).on('end', onEnd).on('error', onEnd).resume();
  });
}

/** A terminal that takes nothing for seconds (Ctrl-S) gets no more: its person cannot read it either. */
function write(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let patience = 1000;
  for (let done = 0; done < bytes.length && patience > 0; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw fromErrno(error, 'the terminal');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      patience--;
    }
  }
}
