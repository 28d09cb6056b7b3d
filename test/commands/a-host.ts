import * as fs from 'node:fs';
import { diskOver } from '../../src/adapters/disk.ts';
import { gitHooks } from '../../src/adapters/git-hooks.ts';
import { programsFrom } from '../../src/adapters/programs.ts';
import { runtimeConfigText } from '../../src/adapters/runtime-config-text.ts';
import { bytesWork } from '../../src/adapters/scan/bytes-work.ts';
import { leakSources } from '../../src/adapters/scan/leak-sources.ts';
import { templatesIn } from '../../src/adapters/templates.ts';
import { yamlConfig } from '../../src/adapters/yaml-config.ts';
import { run } from '../../src/cli.ts';
import { PineError } from '../../src/errors.ts';
import type {
  Disk,
  EnvLikeFile,
  GitHooks,
  GitState,
  Host,
  LeakSources,
  Lock,
  Multiplexers,
  Processes,
  Programs,
  Progress,
  SecretSources,
  Terminal,
  UnitControl,
  ValueSources,
  Web,
} from '../../src/ports.ts';
import { seededBytes } from '../domain/seeded-bytes.ts';
import { nobodyAsked } from './a-terminal.ts';

/** What a test decides about a machine; the rest is a real disk and made-up circumstances. */
export interface Circumstances {
  readonly disk?: Disk;
  readonly terminal?: Terminal;
  readonly lock?: Lock;
  /** What stands on stdin; when nothing is said, stdin is the terminal. */
  readonly pasted?: string;
  /** The same seed gives the same salts, nonces and temporary names. */
  readonly seed?: string;
  readonly host?: string;
  readonly sudoUser?: string;
  readonly automation?: 'github-actions' | 'other';
  readonly announced?: string[];
  /** What happens when the lock is let go and the journal's head is told. */
  readonly onAnnounce?: () => void;
  readonly git?: GitState;
  readonly tracked?: readonly EnvLikeFile[];
  readonly gitHooks?: GitHooks;
  readonly workingDirectory?: string;
  readonly runtimeConfigText?: Host['runtimeConfigText'];
  readonly processes?: Processes;
  readonly unitControl?: UnitControl;
  readonly multiplexers?: Multiplexers;
  readonly home?: string;
  readonly userRoot?: string;
  readonly programs?: Programs;
  readonly progress?: Progress;
  readonly web?: Web;
  readonly valueSources?: ValueSources;
  readonly leakSources?: LeakSources;
  readonly secretSources?: SecretSources;
}

/** A host on which no process runs. */
const nothingRuns: Processes = {
  canLook: true,
  isElsewhere: () => false,
  all: () => [],
  environment: async () => ({ kind: 'closed', why: 'gone' }),
  own: () => ({ kind: 'read', variables: new Map() }),
};

/** A person at a terminal: nothing comes on stdin. */
const onlyTheTerminal: ValueSources = {
  stdinIsTerminal: true,
  stdin: async () => new Uint8Array(),
  command: async () => new Uint8Array(),
};

const silent: Progress = {
  say: () => undefined,
  update: () => undefined,
  end: () => undefined,
};

/** A test that must never come to ask a store. */
const noStore: SecretSources = {
  run: async () => {
    throw new Error('a store was asked');
  },
  mask: () => undefined,
};

/** A host without a service manager. */
const noManager: UnitControl = {
  isHere: false,
  find: async () => [],
  show: async () => [],
  jobs: async () => [],
  cancel: async () => undefined,
  stop: async () => undefined,
  start: async () => undefined,
  restart: async () => undefined,
};

/** A test that must never come to ask anybody: no provider is contacted from here. */
const nobodyThere: Web = {
  proxy: 'none',
  reach: async () => ({ kind: 'dns' }),
  ask: async () => {
    throw new Error('the network was asked');
  },
};

/** The disk as it is, but nobody waits for the platter: what fsync does, no process can see. */
export const realDisk = diskOver({ ...fs, fsyncSync: () => undefined });

/** A lock that lives in this process, and tells which paths are held. */
export interface TestLock extends Lock {
  readonly held: ReadonlySet<string>;
}

/** A lock table of its own; a second taker is told that it is busy. */
export function aLock(): TestLock {
  const held = new Set<string>();
  return {
    held,
    take: (path) => {
      if (held.has(path)) throw lockHeld(path);
      held.add(path);
      return { release: () => void held.delete(path) };
    },
  };
}

function lockHeld(path: string): PineError {
  return new PineError({
    kind: 'busy',
    rule: 'lock-held',
    message: 'another change is under way: a test',
    remedy: 'wait',
    where: path,
  });
}

const yaml = yamlConfig();
const parsed = new Map<string, ReturnType<typeof yaml.parse>>();

/** The same text is the same value: the tests read the same few files thousands of times. */
function parsedOnce(text: string, file: string): ReturnType<typeof yaml.parse> {
  const known = parsed.get(`${file}\n${text}`) ?? yaml.parse(text, file);
  parsed.set(`${file}\n${text}`, known);
  return known;
}

let serial = 0;

/** A machine over the real disk; time goes on by a millisecond at each look at the clock. */
export function aHost(given: Circumstances = {}): Host {
  const seed = given.seed ?? `host ${serial++}`;
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const lock = given.lock ?? aLock();
  let drawn = 0;
  let now = Date.UTC(2026, 10, 24, 3);
  return {
    shells: '/usr/lib/pine-env/shells',
    disk: given.disk ?? realDisk,
    clock: {
      now: () => now++,
      wait: async (milliseconds) => {
        now += milliseconds;
      },
    },
    random: { bytes: (count) => new Uint8Array(seededBytes(`${seed} ${drawn++}`, count)) },
    machine: {
      host: given.host ?? 'trader-1',
      workingDirectory: given.workingDirectory ?? '/',
      ...(given.home === undefined ? {} : { home: given.home }),
      ...(given.userRoot === undefined ? {} : { userRoot: given.userRoot }),
      ...(given.automation === undefined ? {} : { automation: given.automation }),
      actor: () => ({
        kernel: { uid, euid: uid, pid: 4711, user: 'tester' },
        claimed: given.sudoUser === undefined ? {} : { sudoUser: given.sudoUser },
      }),
    },
    accounts: {
      ...{ uid, gid, user: async () => undefined, gidOf: async () => undefined },
      ...(given.sudoUser === undefined ? {} : { sudoUser: given.sudoUser }),
    },
    lock: async () => lock,
    terminal: async () => given.terminal ?? nobodyAsked,
    standardInput: async () => ({
      isTerminal: given.pasted === undefined,
      read: (limit) => new TextEncoder().encode(given.pasted).subarray(0, limit),
    }),
    git: async () => ({
      states: (_, paths) => paths.map(() => given.git ?? 'no-repository'),
      envLike: () => given.tracked ?? [],
    }),
    gitHooks: async () => given.gitHooks ?? gitHooks({ node: '/bin/false', script: '/' }, {}),
    templates: async () => templatesIn(process.cwd()),
    announcer: async () => ({
      announce: (line) => {
        given.announced?.push(line);
        given.onAnnounce?.();
      },
    }),
    configText: async () => ({ ...yaml, parse: parsedOnce }),
    runtimeConfigText: given.runtimeConfigText ?? (async () => runtimeConfigText()),
    processes: async () => given.processes ?? nothingRuns,
    unitControl: async () => given.unitControl ?? noManager,
    multiplexers: async () =>
      given.multiplexers ?? { tmux: async () => ({ environments: [], unread: [] }) },
    programs: async () => given.programs ?? programsFrom('/'),
    valueSources: async () => given.valueSources ?? onlyTheTerminal,
    bytesWork: async () => bytesWork,
    leakSources: async () => given.leakSources ?? leakSources({}, '/'),
    progress: async () => given.progress ?? silent,
    secretSources: async () => given.secretSources ?? noStore,
    web: async () => given.web ?? nobodyThere,
  };
}

/** What a command told: its exit code and its JSON document. */
export interface Told {
  readonly code: number;
  readonly outcome: string;
  readonly exit: number;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly remedy: string;
  }[];
  readonly error?: {
    readonly kind: string;
    readonly rule: string;
    readonly message: string;
    readonly remedy: string;
  };
  readonly [field: string]: unknown;
  readonly ifUnread?: () => Promise<void>;
}

/** Runs one command line on a machine, as the program does, and reads the JSON it answers with. */
export async function tell(line: string, root: string, host: Host): Promise<Told> {
  const argv = [...line.split(' '), '--root', root, '--json'];
  const manner = { mayColour: async () => false, version: 'test' };
  const outcome = await run(argv, () => host, manner);
  const report = JSON.parse(outcome.out) as Omit<Told, 'code'>;
  return {
    ...report,
    code: outcome.code,
    ...(outcome.ifUnread === undefined ? {} : { ifUnread: outcome.ifUnread }),
  } as Told;
}
