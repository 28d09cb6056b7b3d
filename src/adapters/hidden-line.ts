import { readSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import { pastedLine } from '../domain/pasted-line.ts';
import type { Answer } from '../ports.ts';
import { errnoOf } from './errno.ts';

/** One line from a terminal in raw mode: it shows nothing, and its keys are ours to understand. */
export function hiddenLine(input: ReadStream, timeoutSeconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    let typed = '';
    const finish = (answer: Answer) => {
      clearTimeout(timer);
      input.off('data', onData).off('end', onEnd).off('error', onEnd).pause();
      resolve(answer);
    };
    const onData = (chunk: Buffer) => {
      // Bytes as they are: a character may be cut in two by the end of a chunk.
      typed += chunk.toString('latin1');
      const line = pastedLine(typed);
      if (line.kind === 'closed') finish(line);
      else if (line.kind === 'answered') {
        finish({ kind: 'answered', text: Buffer.from(line.text, 'latin1').toString('utf8') });
      }
    };
    const onEnd = () => finish({ kind: 'closed' });
    const timer = setTimeout(() => finish({ kind: 'timeout' }), timeoutSeconds * 1000);
    input.on('data', onData).on('end', onEnd).on('error', onEnd).resume();
  });
}

/** Reads what a terminal in raw mode still holds, and forgets it. */
export function discardTyped(fd: number): void {
  const bin = Buffer.alloc(1024);
  try {
    while (readSync(fd, bin) > 0);
  } catch (error) {
    if (errnoOf(error) !== 'EAGAIN') throw error;
  }
}
