import type { Actor } from './domain/actor.ts';
import type { ConfigText } from './domain/config-text.ts';
import type { BytesWork } from './domain/leaks/leak-scanner.ts';
import type { RuntimeConfigText } from './domain/worker/runtime-config.ts';
import type { Disk } from './ports/disk.ts';
import type { GitHooks } from './ports/git-hooks.ts';
import type { LeakSources } from './ports/leak-sources.ts';
import type { Multiplexers } from './ports/multiplexers.ts';
import type { Processes } from './ports/processes.ts';
import type { Programs } from './ports/programs.ts';
import type { Progress } from './ports/progress.ts';
import type { SecretSources } from './ports/secret-sources.ts';
import type { StandardInput } from './ports/standard-input.ts';
import type { Terminal } from './ports/terminal.ts';
import type { UnitControl } from './ports/unit-control.ts';
import type { ValueSources } from './ports/value-sources.ts';
import type { Web } from './ports/web.ts';

export type { Birth, Disk, OpenFile } from './ports/disk.ts';
export type { GitHooks, HookPlace, HookProgram } from './ports/git-hooks.ts';
export type {
  LeakSources,
  ObjectPlace,
  Piece,
  PieceReader,
  ScanSource,
} from './ports/leak-sources.ts';
export type { MultiplexerEnvironment, Multiplexers } from './ports/multiplexers.ts';
export type { Glance, Processes } from './ports/processes.ts';
export type { Program, Programs } from './ports/programs.ts';
export type { Progress } from './ports/progress.ts';
export type { SecretSources, StoreRun } from './ports/secret-sources.ts';
export type { StandardInput } from './ports/standard-input.ts';
export type { Answer, OpenTerminal, Terminal } from './ports/terminal.ts';
export type { UnitControl, UnitJob } from './ports/unit-control.ts';
export type { ValueSources } from './ports/value-sources.ts';
export type { Web } from './ports/web.ts';

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
  /** Comes back after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

export interface Random {
  bytes(count: number): Uint8Array;
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
  /** The person's home directory and the root of their own, as HOME and XDG_CONFIG_HOME name them. */
  readonly home?: string;
  readonly userRoot?: string;
  /** Where we run unattended, as the environment says it; absent elsewhere. */
  readonly automation?: 'github-actions' | 'other';
  /** Who acts, as the kernel tells it and as the environment claims it. */
  actor(): Actor;
}

/** Git's word on files: tracked, ignored, or neither. */
export type GitState = 'tracked' | 'ignored' | 'untracked' | 'no-repository' | 'unknown';

/** An env-like file as the index holds it; `large` for what is too large to be looked into. */
export interface EnvLikeFile {
  /** Relative to the root. */
  readonly path: string;
  readonly staged: readonly (Uint8Array | 'large')[];
}

export interface Git {
  /** One state per path, in order; `no-repository` for all outside a work tree. */
  states(root: string, paths: readonly string[]): readonly GitState[];
  /** What git tracks or has staged below the root under env-like names; none outside a work tree. */
  envLike(root: string): readonly EnvLikeFile[];
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
  /** The directory with the start-up files of the shells that `shell` opens. */
  readonly shells: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly lock: Lazy<Lock>;
  readonly terminal: Lazy<Terminal>;
  readonly standardInput: Lazy<StandardInput>;
  readonly git: Lazy<Git>;
  readonly gitHooks: Lazy<GitHooks>;
  readonly templates: Lazy<Templates>;
  readonly announcer: Lazy<Announcer>;
  readonly configText: Lazy<ConfigText>;
  readonly runtimeConfigText: Lazy<RuntimeConfigText>;
  readonly processes: Lazy<Processes>;
  readonly unitControl: Lazy<UnitControl>;
  readonly multiplexers: Lazy<Multiplexers>;
  readonly programs: Lazy<Programs>;
  readonly progress: Lazy<Progress>;
  readonly web: Lazy<Web>;
  readonly valueSources: Lazy<ValueSources>;
  readonly leakSources: Lazy<LeakSources>;
  readonly bytesWork: Lazy<BytesWork>;
  readonly secretSources: Lazy<SecretSources>;
}
