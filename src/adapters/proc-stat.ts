import { readdirSync } from 'node:fs';
import { textOf } from './proc-files.ts';

/** What we need of `/proc/PID/stat`, whose fields proc(5) numbers. */
export interface ProcStat {
  /** What it calls itself; at most 15 bytes, any of them. */
  readonly calls: string;
  readonly isKernels: boolean;
  /** Its first thread has ended: it is a zombie, or it goes on with the others. */
  readonly isHeadless: boolean;
  readonly isOver: boolean;
  readonly startTicks: string;
  /** The kernel shows us where in memory its environment lies, be it an empty one. */
  readonly hasEnvironment: boolean;
}

/** PF_KTHREAD in the kernel's `sched.h`. */
const kernelThread = 0x0020_0000;

/** The process or thread whose directory this is; throws what the system throws. */
export function statOf(place: string): ProcStat {
  const text = textOf(`${place}/stat`);
  // The name may hold blanks and parentheses; nothing behind it does.
  const end = text.lastIndexOf(')');
  const fields = text
    .slice(end + 2)
    .trim()
    .split(' ');
  const field = (number: number) => fields[number - 3] ?? '';
  const isHeadless = /^[ZXx]$/.test(field(3));
  return {
    calls: text.slice(text.indexOf('(') + 1, end),
    isKernels: (Number(field(9)) & kernelThread) !== 0,
    isHeadless,
    isOver: isHeadless && Number(field(20)) <= 1,
    startTicks: field(22),
    hasEnvironment: !['', '0'].includes(field(51)),
  };
}

/** Where the kernel shows the program and the environment: in a thread's directory when the first is dead. */
export function livingPlace(place: string, { isHeadless }: ProcStat): string {
  if (!isHeadless) return place;
  const threads = readdirSync(`${place}/task`).map((number) => `${place}/task/${number}`);
  return threads.find((thread) => !statOf(thread).isHeadless) ?? place;
}
