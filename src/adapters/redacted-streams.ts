import { spawnSync } from 'node:child_process';
import { closeSync, constants, fstatSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import type { KnownText } from '../domain/redaction/known-text.ts';
import { redactorOf } from '../domain/redaction/redactor.ts';
import { statesOf } from '../domain/redaction/states.ts';
import { waysToWrite } from '../domain/redaction/ways-to-write.ts';
import { type Passing, passOn } from './pass-on.ts';

/** What a child gets for its stdout and stderr, and what becomes of what it writes there. */
export interface RedactedStreams {
  /** Descriptors for the child. */
  readonly out: number;
  readonly err: number;
  /** Call it when the child has them, or never will. */
  letGo(): void;
  /** The child has ended; resolves when everything it wrote is shown, false when that could not be. */
  finish(): Promise<boolean>;
}

/**
 * Pipes whose other end goes to our own stdout and stderr with these texts hidden. Where both of ours are one file,
 * the child gets one pipe, so that what it says stays in its order.
 */
export function redactedStreams(texts: readonly KnownText[]): RedactedStreams {
  const states = statesOf(waysToWrite(texts));
  const open = (fd: number) => {
    const pipe = aPipe();
    const socket = new Socket({ fd: pipe.read, readable: true, writable: false });
    return { write: pipe.write, passing: passOn(socket, redactorOf(states), fd) };
  };
  const out = open(1);
  const err = isOneFile(1, 2) ? out : open(2);
  const both = [...new Set([out, err])];
  return {
    out: out.write,
    err: err.write,
    letGo: () => {
      for (const { write } of both) closeSync(write);
    },
    finish: () => allShown(both.map(({ passing }) => passing)),
  };
}

async function allShown(all: readonly Passing[]): Promise<boolean> {
  const shown = await Promise.all(all.map((one) => one.finish()));
  return shown.every((isShown) => isShown);
}

/**
 * A pipe, made of a FIFO that is gone again when this returns. Node's own way gives the child a socket, and nobody
 * can open `/dev/stderr` when that is one.
 */
function aPipe(): { readonly read: number; readonly write: number } {
  const room = mkdtempSync(`${tmpdir()}/pine-env-pipe-`);
  try {
    const path = `${room}/pipe`;
    const made = spawnSync('mkfifo', ['-m', '600', path], { env: { PATH: '/usr/bin:/bin' } });
    if (made.status !== 0) throw made.error ?? new Error('mkfifo failed');
    const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return { read, write: openSync(path, constants.O_WRONLY) };
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

function isOneFile(one: number, other: number): boolean {
  try {
    const [first, second] = [fstatSync(one), fstatSync(other)];
    return first.dev === second.dev && first.ino === second.ino && first.rdev === second.rdev;
  } catch {
    return false;
  }
}
