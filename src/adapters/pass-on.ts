import { write } from 'node:fs';
import type { Socket } from 'node:net';
import type { Redactor } from '../domain/redaction/redactor.ts';
import { errnoOf } from './errno.ts';

/** What goes from a pipe through a redactor to a descriptor of ours. */
export interface Passing {
  /** Whoever was to write has ended; resolves when all is shown, false when it could not be. */
  finish(): Promise<boolean>;
}

/** So long nothing comes before the few bytes that may begin a secret are shown: nobody at a prompt notices. */
const idleMilliseconds = 10;
const fullMilliseconds = 5;
/**
 * A process in the background may keep the pipe open for ever. So when the command has ended, what lies in the pipe is
 * shown, and what comes until it is quiet for a moment; but not for long, and no more than a pipe can hold.
 */
const afterwards = { tickMilliseconds: 50, quietTicks: 4, mostTicks: 20, mostBytes: 1 << 20 };

/** Passes on until the end of the pipe; reads no further than has been written, so a slow reader slows the writer. */
export function passOn(pipe: Socket, redactor: Redactor, fd: number): Passing {
  let failed: string | undefined;
  let idle: NodeJS.Timeout | undefined;
  let inFlight = 0;
  let heard = 0;
  let writing: Promise<void> = Promise.resolve();
  const show = (bytes: Uint8Array) => {
    if (bytes.length === 0 || failed !== undefined) return;
    pipe.pause();
    inFlight++;
    writing = writing
      .then(() => writeWhole(fd, bytes))
      .catch((error) => {
        failed = errnoOf(error);
        // The next one who writes into it is told, as if nobody were in between.
        pipe.destroy();
      })
      .finally(() => {
        inFlight--;
        if (inFlight === 0) pipe.resume();
      });
  };
  pipe.on('data', (chunk) => {
    clearTimeout(idle);
    heard += chunk.length;
    show(redactor.push(chunk));
    if (redactor.waits) idle = setTimeout(() => show(redactor.idle()), idleMilliseconds);
  });
  pipe.on('error', () => pipe.destroy());
  const closed = new Promise<void>((done) => pipe.once('close', () => done()));
  return {
    async finish() {
      const stop = endWhenQuiet(pipe, () => ({ heard, isWriting: inFlight > 0 }));
      await closed;
      stop();
      clearTimeout(idle);
      show(redactor.end());
      await writing;
      // Nobody listens any more: that is no failure, a command before `head` is not told either.
      return failed === undefined || failed === 'EPIPE';
    },
  };
}

/** The time in which our own reader is slow does not count. */
function endWhenQuiet(
  pipe: Socket,
  now: () => { readonly heard: number; readonly isWriting: boolean },
): () => void {
  const { heard: atFirst } = now();
  let before = atFirst;
  let quiet = 0;
  let ticks = 0;
  const timer = setInterval(() => {
    const { heard, isWriting } = now();
    if (isWriting && heard - atFirst < afterwards.mostBytes) return;
    ticks++;
    quiet = heard === before ? quiet + 1 : 0;
    before = heard;
    const isLate = ticks >= afterwards.mostTicks || heard - atFirst >= afterwards.mostBytes;
    if (isLate || quiet >= afterwards.quietTicks) pipe.destroy();
  }, afterwards.tickMilliseconds);
  return () => clearInterval(timer);
}

async function writeWhole(fd: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await writeOnce(fd, bytes.subarray(done));
    if (written === 'full') await new Promise((again) => setTimeout(again, fullMilliseconds));
    else done += written;
  }
}

function writeOnce(fd: number, bytes: Uint8Array): Promise<number | 'full'> {
  return new Promise((done, fail) =>
    write(fd, bytes, (error, written) => {
      if (error === null) done(written);
      else if (errnoOf(error) === 'EAGAIN') done('full');
      else fail(error);
    }),
  );
}
