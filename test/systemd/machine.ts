import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { type Holder, hold } from './holder.ts';
import { tools } from './missing.ts';
import { type Environment, readEnvironment } from './read-environment.ts';
import { until } from './until.ts';

/** What a command in the machine said; its code is 128 + n after signal n. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A running systemd with nothing on it but targets: the host's disk to read, no network, no journal. */
export interface Machine {
  /** Its process 1, by its number outside. */
  readonly init: number;
  /** Runs a command inside, as root, and waits for it; never throws for what the command does. */
  run(command: string, args?: readonly string[]): Promise<Ran>;
  /** As `run`, but throws unless the command succeeds; answers what it printed. */
  must(command: string, args?: readonly string[]): Promise<string>;
  /** Writes or replaces a unit file or a drop-in (`x.service.d/y.conf`); systemd sees it after `daemon-reload`. */
  writeUnit(name: string, text: string): void;
  /** The path by which we, outside, see an absolute path of the machine; links in it must be relative. */
  outside(path: string): string;
  /** The environment of the unit's main process, names and values as `escapedText`. */
  environmentOf(unit: string): Promise<Environment>;
  /** Ends all that runs in it, takes its cgroup away, and waits for that; may be called again. */
  stop(): Promise<void>;
}

/** What a machine may be given. */
export interface Wanted {
  /** Directories of the host that it may write, at the same path; not below /tmp or /run. */
  readonly shared?: readonly string[];
}

/** Boots systemd in namespaces of its own; it ends with `stop` and with this process, however that ends. */
export async function bootSystemd({ shared = [] }: Wanted = {}): Promise<Machine> {
  const hidden = shared.find((path) => /^\/(?:tmp|run|var\/tmp|dev|proc|sys)(?:\/|$)/.test(path));
  if (hidden !== undefined) throw new Error(`the machine has its own ${hidden}: share another`);
  const holder = await hold(shared);
  try {
    await untilBooted(holder);
  } catch (error) {
    await holder.stop();
    throw error;
  }
  return machineOf(holder);
}

const environment = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  SYSTEMD_UNIT_PATH: '/run/systemd/transient:/etc/systemd/system:/run/systemd/system',
  SYSTEMD_COLORS: '0',
  SYSTEMD_PAGER: '',
};
const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup'];

function machineOf(holder: Holder): Machine {
  const run = (command: string, args: readonly string[] = []) => runIn(holder, command, args);
  const outside = (path: string) => `/proc/${holder.init}/root${path}`;
  const must = async (command: string, args: readonly string[] = []) => {
    const { code, out, err } = await run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: exit ${code}: ${err}`);
    return out;
  };
  return {
    init: holder.init,
    run,
    must,
    outside,
    writeUnit: (name, text) => writeUnitAt(outside('/etc/systemd/system'), name, text),
    environmentOf: async (unit) => {
      const pid = (await must('systemctl', ['show', '--property=MainPID', '--value', unit])).trim();
      if (pid === '0') throw new Error(`${unit} has no main process`);
      return environmentIn(outside(`/proc/${pid}`));
    },
    stop: holder.stop,
  };
}

async function untilBooted(holder: Holder): Promise<void> {
  const socket = `/proc/${holder.init}/root/run/systemd/private`;
  await until('systemd to listen', () => {
    holder.mustLive();
    return existsSync(socket) || undefined;
  });
  const { out, err } = await runIn(holder, 'systemctl', ['is-system-running', '--wait']);
  if (out.trim() !== 'running') throw new Error(`systemd did not boot: ${out}${err}`);
}

function runIn(holder: Holder, command: string, args: readonly string[]): Promise<Ran> {
  const words = ['--target', `${holder.init}`, ...namespaces, '--', command, ...args];
  const options = { env: environment, maxBuffer: 2 ** 28 };
  return new Promise((resolve) => {
    execFile(tools.nsenter, words, options, (error, out, err) =>
      resolve({ code: codeOf(error), out, err }),
    );
  });
}

function codeOf(error: (Error & { code?: unknown; signal?: NodeJS.Signals }) | null): number {
  if (error === null) return 0;
  if (typeof error.code === 'number') return error.code;
  if (error.signal === undefined) throw error;
  return 128 + constants.signals[error.signal];
}

function writeUnitAt(directory: string, name: string, text: string): void {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o644 });
}

/** Right after a start the process may still be systemd's own fork, with systemd's environment. */
async function environmentIn(directory: string): Promise<Environment> {
  await until('the unit to run its own program', () =>
    /systemd(?:-executor)?$/.test(readlinkSync(join(directory, 'exe'))) ? undefined : true,
  );
  return readEnvironment(readFileSync(join(directory, 'environ')));
}
