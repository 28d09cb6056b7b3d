import { isatty } from 'node:tty';
import type { Progress } from '../ports.ts';
import { writeWithin } from './stream.ts';
import { tame } from './tame.ts';

const spinner = '|/-\\';
const millisecondsAFrame = 100;
/** So long it waits for a terminal, once: units that are to stop must not wait for it. */
const patience = 500;
const wipe = '\r\u001b[K';

/** Progress on an open descriptor; one whose reader is gone, or takes nothing, gets no more, and nobody is told. */
export function progressOn(
  fd: number,
  { TERM }: { readonly TERM?: string | undefined } = {},
): Progress {
  let open = true;
  const write = (text: string) => {
    if (open) open = writeWithin(patience, fd, text);
  };
  return isatty(fd) && TERM !== 'dumb' ? livingLine(write) : plainLines(write);
}

function plainLines(write: (text: string) => void): Progress {
  let last: string | undefined;
  return {
    say: (text) => {
      if (text !== last) write(`${tame(text)}\n`);
      last = text;
    },
    update: () => undefined,
    end: () => {
      last = undefined;
    },
  };
}

/** One line, redrawn by a timer that keeps nobody from ending; the seconds are those of its text. */
function livingLine(write: (text: string) => void): Progress {
  let living: { readonly text: string; readonly since: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let frames = 0;
  const draw = () => {
    if (living !== undefined) write(frame(living.text, frames++, performance.now() - living.since));
  };
  return {
    say: (text) => {
      if (living?.text !== text) living = { text, since: performance.now() };
      timer ??= setInterval(draw, millisecondsAFrame).unref();
      draw();
    },
    // The loop that says it may leave no timer a turn, so it is drawn here.
    update: (text) => {
      living = { text, since: living?.since ?? performance.now() };
      draw();
    },
    end: () => {
      clearInterval(timer);
      if (living !== undefined) write(wipe);
      timer = living = undefined;
    },
  };
}

/** The terminal is told not to break the line: one that is too long would leave what no wipe reaches. */
function frame(text: string, at: number, milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${wipe}\u001b[?7l${spinner[at % spinner.length]} ${tame(text)} ${seconds} s\u001b[?7h`;
}
