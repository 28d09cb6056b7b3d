import type { Actor } from './domain/actor.ts';
import type { ConfigText } from './domain/config-text.ts';
import type { FileFacts } from './domain/file-facts.ts';
import type { RuntimeConfigText } from './domain/worker/runtime-config.ts';

/** A file held open: what was judged is what is read (promise 6). */
export interface OpenFile {
  /** From `fstat` on the descriptor, never from a second look at the path. */
  readonly facts: FileFacts;
  /** At most `limit` bytes from the start of the file. */
  read(limit: number): Uint8Array;
  /** At most `length` bytes from `offset`. */
  readAt(offset: number, length: number): Uint8Array;
  /** Sets the mode of the descriptor. */
  changeMode(mode: number): void;
  /** Sets owner and group of the descriptor. */
  changeOwner(uid: number, gid: number): void;
  close(): void;
}

/** How a new file is born: with this mode and owner before its first byte is written. */
export interface Birth {
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The disk, one call a fault. Every method is synchronous and throws a `PineError` whose
 * `errno` is the system's; a path that is not there is `undefined` where the type says so.
 */
export interface Disk {
  /** `lstat`: the thing itself, links not followed. */
  look(path: string): FileFacts | undefined;
  /** `stat`: what stands behind a link; undefined when nothing does. */
  lookThrough(path: string): FileFacts | undefined;
  readLink(path: string): string;
  /** The path with every link followed; undefined when nothing is there. */
  realPath(path: string): string | undefined;
  /** `O_RDONLY|O_NOFOLLOW|O_NONBLOCK`, then `fstat`; undefined when there is nothing. */
  open(path: string): OpenFile | undefined;
  list(directory: string): readonly string[];
  /** Makes a symlink; fails when the path exists. */
  symlink(target: string, path: string): void;
  rename(from: string, to: string): void;
  /** `O_CREAT|O_EXCL|O_NOFOLLOW`, owner and mode on the descriptor, all bytes, fsync. */
  writeNew(path: string, bytes: Uint8Array, birth: Birth): void;
  /** One write on an `O_APPEND|O_NOFOLLOW` descriptor, then fsync; the file is made when absent. */
  append(path: string, bytes: Uint8Array, birth: Birth): void;
  syncDirectory(path: string): void;
  remove(path: string): void;
  makeDirectory(path: string, birth: Birth): void;
}

/** A held lock; letting go never throws. */
export interface Held {
  release(): void;
}

export interface Lock {
  /**
   * Takes the lock file at `path`, waiting at most `waitSeconds`. Writes `holder` into it, for the message only.
   * Throws `busy` (the message names the holder) or `provider` when the machine has no flock(1).
   */
  take(path: string, holder: string, waitSeconds: number): Held;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Random {
  bytes(count: number): Uint8Array;
}

export interface Answered {
  readonly kind: 'answered';
  readonly text: string;
}

/** What came back from the terminal. */
export type Answer = Answered | { readonly kind: 'timeout' } | { readonly kind: 'closed' };

/** The controlling terminal (`/dev/tty`), never stdin. */
export interface Terminal {
  /** Undefined when the process has no controlling terminal. */
  open(): OpenTerminal | undefined;
}

export interface OpenTerminal {
  say(line: string): void;
  /** Throws away what was typed ahead, shows `prompt`, waits for one line. */
  ask(prompt: string, timeoutSeconds: number): Promise<Answer>;
  close(): void;
}

/** The account that runs us, and names for numbers. */
export interface Accounts {
  readonly uid: number;
  readonly gid: number;
  /** Under sudo: who called, as sudo claims it. */
  readonly sudoUser?: string;
  /** Undefined for an unknown user. */
  user(nameOrUid: string | number): Promise<User | undefined>;
  /** Undefined for an unknown group. */
  gidOf(nameOrGid: string | number): Promise<number | undefined>;
}

export interface User {
  readonly name: string;
  readonly uid: number;
  /** The primary group. */
  readonly gid: number;
  readonly home?: string;
}

export interface Machine {
  readonly host: string;
  readonly workingDirectory: string;
  /** `PINE_ENV_ROOT`, when set. */
  readonly rootVariable?: string;
  /** Who acts, as the kernel tells it and as the environment claims it. */
  actor(): Actor;
}

/** Git's word on files: tracked, ignored, or neither. */
export type GitState = 'tracked' | 'ignored' | 'untracked' | 'no-repository' | 'unknown';

export interface Git {
  /** One state per path, in order; `no-repository` for all outside a work tree. */
  states(root: string, paths: readonly string[]): readonly GitState[];
}

export interface Template {
  /** Relative to the root: `profiles/paper.yaml`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files that `init` lays down. */
export interface Templates {
  all(): readonly Template[];
}

/** Tells the system log, when there is one; never waits and never throws. */
export interface Announcer {
  announce(line: string): void;
}

/** A port whose code costs start-up time is a door that one opens. */
export type Lazy<T> = () => Promise<T>;

/** What commands ask of the machine. */
export interface Host {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly lock: Lazy<Lock>;
  readonly terminal: Lazy<Terminal>;
  readonly git: Lazy<Git>;
  readonly templates: Lazy<Templates>;
  readonly announcer: Lazy<Announcer>;
  readonly configText: Lazy<ConfigText>;
  readonly runtimeConfigText: Lazy<RuntimeConfigText>;
}
