import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';
import type { Answer, OpenTerminal, Terminal } from '../ports.ts';
import { errnoOf, fromErrno } from './errno.ts';
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
      // Raw before the prompt: nothing that comes after it is echoed.
      input.setRawMode(true);
      write(fd, prompt);
      try {
        return edited(await oneLine(input, timeoutSeconds));
      } finally {
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

const [ctrlC, ctrlD, esc] = ['\u0003', '\u0004', '\u001b'];

/** In raw mode the line is ours to edit: rubbing out and giving up are all there is. */
function edited(answer: Answer): Answer {
  if (answer.kind !== 'answered') return answer;
  let text = '';
  // What a terminal puts around a paste is no part of it.
  for (const letter of answer.text.replaceAll(`${esc}[200~`, '').replaceAll(`${esc}[201~`, '')) {
    if (letter === '\u007f' || letter === '\b') text = text.slice(0, -1);
    else if (letter === '\u0015') text = '';
    else text += letter;
  }
  return { kind: 'answered', text };
}

/** Raw mode makes even a half-typed line readable, so that all of it can be thrown away. */
function forgetTypedAhead(input: ReadStream, fd: number): void {
  input.setRawMode(true);
  const bin = Buffer.alloc(longestAnswer);
  try {
    while (readSync(fd, bin) > 0);
  } catch (error) {
    if (errnoOf(error) !== 'EAGAIN') throw error;
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
      if (text.includes(ctrlC) || text.includes(ctrlD)) finish({ kind: 'closed' });
      else if (end >= 0) finish({ kind: 'answered', text: text.slice(0, end) });
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
