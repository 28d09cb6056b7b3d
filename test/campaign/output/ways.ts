import type { Streams } from './streams.ts';

/** One way in which somebody may not be told. */
export interface Way {
  readonly name: string;
  readonly streams: Omit<Streams, 'stdin'> & { readonly stdin?: 'closed' };
  /** Nobody hears the answer: it must be told by the exit code, and by the journal where something was done. */
  readonly isDeaf: boolean;
  /** The answer's terminal takes nothing for a while, and then goes on. */
  readonly isSlow?: boolean;
}

const heard = 'heard' as const;

/** Node puts the null device where a descriptor is closed, so nothing can be noticed there. */
export const ways: readonly Way[] = [
  ...(['unread', 'full', 'gone'] as const).flatMap((kind): readonly Way[] => [
    { name: `stdout ${kind}`, streams: { stdout: kind, stderr: heard }, isDeaf: true },
    { name: `stderr ${kind}`, streams: { stdout: heard, stderr: kind }, isDeaf: false },
    { name: `both ${kind}`, streams: { stdout: kind, stderr: kind }, isDeaf: true },
  ]),
  {
    name: 'stdout unread, SIGPIPE at its default',
    streams: { stdout: 'unread', stderr: 'unread', deadly: true },
    isDeaf: true,
  },
  {
    name: 'stdin closed',
    streams: { stdin: 'closed', stdout: heard, stderr: heard },
    isDeaf: false,
  },
  { name: 'stdout closed', streams: { stdout: 'closed', stderr: heard }, isDeaf: false },
  { name: 'stderr closed', streams: { stdout: heard, stderr: 'closed' }, isDeaf: false },
  {
    name: 'all closed',
    streams: { stdin: 'closed', stdout: 'closed', stderr: 'closed' },
    isDeaf: false,
  },
  {
    name: 'a terminal that is stopped',
    streams: { stdout: 'stopped', stderr: heard },
    isDeaf: false,
    isSlow: true,
  },
  {
    name: 'stderr on a terminal that is stopped',
    streams: { stdout: heard, stderr: 'stopped' },
    isDeaf: false,
    isSlow: true,
  },
];
