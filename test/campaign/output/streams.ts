import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { search } from '../../faults/canary.ts';
import { bareEnvironment, start } from '../../faults/program.ts';

const python =
  ['/usr/bin/python3', '/usr/local/bin/python3'].find((path) => existsSync(path)) ?? '';

/** What a stream is; see the top of `streams.py`. */
export type Stream = 'null' | 'input' | 'heard' | 'closed' | 'unread' | 'full' | 'gone' | 'stopped';

export interface Streams {
  readonly stdin: Stream;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** A broken pipe kills, as in a shell. */
  readonly deadly?: boolean;
}

export interface Given {
  readonly streams: Streams;
  readonly input?: string;
  readonly terminal?: boolean;
  /** Seconds until a stopped terminal goes on. */
  readonly patience?: number;
  readonly hangup?: readonly [now: string, gone: string];
}

/** How it ended, what was heard, and whether it waited for a terminal that takes nothing. */
export interface Heard {
  readonly exit: number | null;
  readonly signal: number | null;
  readonly said: { readonly '1': string; readonly '2': string };
  readonly shown: string;
  readonly seconds: number;
  readonly waited: boolean;
  readonly hung: boolean;
}

/** Runs a command with these streams. */
export async function withStreams(command: readonly string[], given: Given): Promise<Heard> {
  const { streams, ...more } = given;
  const { stdin, stdout, stderr, deadly = false } = streams;
  const fds = { 0: stdin, 1: stdout, 2: stderr };
  const env = { ...bareEnvironment, NO_COLOR: '1' };
  const plan = { command, env, fds, deadly, ...more };
  const driver = [python, join(import.meta.dirname, 'streams.py')];
  const { code, out, err } = await start(driver, { input: JSON.stringify(plan) });
  if (code !== 0) throw new Error(`streams.py failed: ${err}`);
  const heard = JSON.parse(out) as Heard;
  search(`streams of ${command.join(' ')}`, heard.said[1] + heard.said[2] + heard.shown);
  return heard;
}
