import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { Actor } from '../domain/actor.ts';
import { absolutePath } from '../domain/leaks/tree-path.ts';
import { shownName } from '../domain/names.ts';
import type { Machine } from '../ports.ts';

/** What the process knows of itself; handed in by the program's entry, the only place that has it. */
export interface ProcessFacts {
  readonly uid: number;
  readonly euid: number;
  readonly egid: number;
  readonly pid: number;
  readonly parentPid: number;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The machine we run on; facts that cannot be read are left out, never guessed. */
export function thisMachine(facts: ProcessFacts): Machine {
  const rootVariable = facts.environment.PINE_ENV_ROOT;
  return {
    host: hostname(),
    workingDirectory: facts.workingDirectory,
    ...(rootVariable === undefined ? {} : { rootVariable }),
    ...ownDirectories(facts.environment),
    ...automationOf(facts.environment),
    actor: () => actorOf(facts),
  };
}

/** A relative path in these variables counts as none, as the XDG base directory rules say. */
function ownDirectories({
  HOME,
  XDG_CONFIG_HOME,
}: ProcessFacts['environment']): Pick<Machine, 'home' | 'userRoot'> {
  const home = HOME?.startsWith('/') ? HOME : undefined;
  const config = XDG_CONFIG_HOME?.startsWith('/')
    ? XDG_CONFIG_HOME
    : home && absolutePath(home, '.config');
  return {
    ...(home === undefined ? {} : { home }),
    ...(config === undefined ? {} : { userRoot: absolutePath(config, 'pine-env') }),
  };
}

function automationOf({
  GITHUB_ACTIONS,
  CI,
}: ProcessFacts['environment']): Pick<Machine, 'automation'> {
  if (GITHUB_ACTIONS === 'true') return { automation: 'github-actions' };
  return ['', '0', 'false', undefined].includes(CI) ? {} : { automation: 'other' };
}

function actorOf(facts: ProcessFacts): Actor {
  const { uid, euid, pid } = facts;
  const loginuid = Number(firstLine('/proc/self/loginuid') ?? Number.NaN);
  return {
    kernel: {
      uid,
      euid,
      pid,
      ...present('user', userName()),
      ...(loginuid >= 0 && loginuid < 0xffffffff ? { loginuid } : {}),
      ...present('bootId', firstLine('/proc/sys/kernel/random/boot_id')),
      ...present('tty', terminalName()),
      ...present('parent', firstLine(`/proc/${facts.parentPid}/comm`)),
    },
    claimed: {
      ...present('sudoUser', accountIn(facts.environment.SUDO_USER)),
      ...present('ssh', sshShape.exec(facts.environment.SSH_CONNECTION ?? '')?.[0]),
    },
  };
}

/** The name of the real uid; a container may have none for it. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

function terminalName(): string | undefined {
  for (const fd of [0, 1, 2]) {
    try {
      const name = readlinkSync(`/proc/self/fd/${fd}`);
      if (/^\/dev\/(pts\/|tty)/.test(name)) return name;
    } catch {
      // Not Linux, or the descriptor is closed.
    }
  }
  return undefined;
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n')[0];
  } catch {
    return undefined;
  }
}

/** Addresses and ports, as ssh(1) says: of the client, then of ours. */
const sshShape =
  /^[0-9a-fA-F.:]+(?:%[\w.-]{1,15})? \d{1,5} [0-9a-fA-F.:]+(?:%[\w.-]{1,15})? \d{1,5}$/;

/** Variables are anybody's: what is no account's name, a key perhaps, is not written down. */
function accountIn(value = ''): string | undefined {
  // `DOMAIN\name`, with Samba.
  const word = value.replace('\\', '_');
  return shownName(word) === word ? value : undefined;
}

/** One optional field, free of control characters and at most 80 long: it goes into the journal. */
function present<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  const clean = value?.replace(/[^\x20-\x7e]/g, '').slice(0, 80);
  return clean ? ({ [key]: clean } as { [key in K]: string }) : {};
}
