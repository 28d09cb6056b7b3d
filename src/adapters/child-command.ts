import { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { HandOver } from '../domain/hand-over.ts';
import { errnoOf } from './errno.ts';

/** How a child came to its end, or that it never began. */
export type Ended =
  | { readonly kind: 'ended'; readonly code: number; readonly signal: NodeJS.Signals | null }
  | { readonly kind: 'not-started'; readonly errno: string };

/** A child that runs, or does not. */
export interface Child {
  /** Absent when it was not started. */
  readonly pid?: number;
  readonly ended: Promise<Ended>;
}

/** What Node's own spawn() hands to `ChildProcess`, and what no public function lets us leave out. */
interface Internals {
  spawn(options: {
    readonly file: string;
    readonly args: readonly string[];
    readonly stdio: 'inherit' | readonly ['inherit', number, number];
    /** Left out, the child gets the environment of the process as it is, byte for byte. */
    readonly envPairs?: readonly string[];
  }): unknown;
}

/** Descriptors of ours that the child gets as its stdout and stderr. */
export interface Streams {
  readonly out: number;
  readonly err: number;
}

/** Starts the command with our own directory and process group, and our own streams unless it gets others. */
export function startChild(to: HandOver, streams?: Streams): Child {
  const { environment, inherited } = to;
  const child = new ChildProcess();
  // Node cannot name a real-time signal: a child that dies of one is told as code 0.
  const ended = new Promise<Ended>((done) => {
    child.once('error', (error) => done({ kind: 'not-started', errno: errnoOf(error) }));
    child.once('exit', (code, signal) => done({ kind: 'ended', code: code ?? 0, signal }));
  });
  const pairs = [...environment].map(([name, value]) => `${name}=${value.reveal()}`);
  const own = inherited ? {} : { envPairs: pairs };
  const stdio =
    streams === undefined ? 'inherit' : (['inherit', streams.out, streams.err] as const);
  try {
    (child as unknown as Internals).spawn({ ...startOf(to), stdio, ...own });
  } catch (error) {
    return { ended: Promise.resolve({ kind: 'not-started', errno: errnoOf(error) }) };
  }
  return { ended, ...(child.pid === undefined ? {} : { pid: child.pid }) };
}

/** util-linux; absent elsewhere, and then a `kill -9` of us leaves the child behind. */
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'];

/** What to start: the command itself, or through setpriv(1), which becomes it and has the kernel end it with us. */
function startOf({
  file,
  argv,
  endsWithUs,
}: HandOver): Pick<Parameters<Internals['spawn']>[0], 'file' | 'args'> {
  const through = endsWithUs ? setpriv.find((path) => existsSync(path)) : undefined;
  if (through === undefined) return { file, args: argv };
  // TERM or HUP may be ignored; and whoever is killed with 9 has no time to be polite.
  return { file: through, args: ['setpriv', '--pdeathsig', 'KILL', '--', file, ...argv.slice(1)] };
}
