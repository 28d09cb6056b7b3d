import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sharedScratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';

/** An account, by its numbers; nobody has to know a name for them. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export const root: Account = { uid: 0, gid: 0 };
export const service: Account = { uid: 65_534, gid: 65_533 };
export const stranger: Account = { uid: 54_321, gid: 54_321 };

export const needsRoot = isRoot ? undefined : 'skipped: needs root, to run as another uid';
if (needsRoot !== undefined) console.warn(`owners and modes ${needsRoot}`);

const built = resolve(process.env.PINE_ENV_PROGRAM ?? 'dist/pine-env.cjs');

/** The program where every uid may run it, and a room beside it; both gone after the test file. */
function installed(): { readonly program: string; readonly room: string } {
  const shared = sharedScratch();
  if (shared === undefined) throw new Error('needs root');
  if (!existsSync(built)) throw new Error(`${built} is not there: npm run build`);
  const bin = join(shared, 'bin');
  cpSync(dirname(built), bin, { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', bin]);
  const room = join(shared, 'room');
  mkdirSync(room);
  chmodSync(room, 0o755);
  return { program: join(bin, 'pine-env.cjs'), room };
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The JSON document. */
  readonly report: Report;
}

interface Report {
  readonly exit: number;
  readonly outcome: string;
  readonly findings: readonly Told[];
  readonly error?: { readonly kind: string; readonly rule: string; readonly where?: string };
}

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly where: string;
  readonly message: string;
}

/** A root as `init --demo --owner` makes it on a server, and the program to try on it. */
export interface Server {
  readonly path: string;
  /** Runs the program on this root with `--json`, as that account. */
  run(account: Account, ...args: readonly string[]): Ran;
  /** Starts a command behind the gate of this root, as that account and with this environment. */
  start(
    account: Account,
    environment: Readonly<Record<string, string>>,
    ...command: readonly string[]
  ): Pick<Ran, 'code' | 'out' | 'err'>;
  at(name: string): string;
}

/** A fresh server root in `below` (made as well), its env files owned by the service account. */
export function aServer(below = ''): Server {
  const { program, room } = installed();
  const path = join(room, below, 'pine');
  mkdirSync(dirname(path), { recursive: true });
  const server = serverAt(program, path);
  const owner = `${service.uid}:${service.gid}`;
  const made = server.run(root, 'init', '--demo', '--owner', owner);
  if (made.code !== 0) throw new Error(`init: exit ${made.code}: ${made.err}${made.out}`);
  return server;
}

function serverAt(program: string, path: string): Server {
  return {
    path,
    at: (name) => join(path, name),
    run: (account, ...args) => run(account, [program, ...args, '--json', '--root', path]),
    start: (account, environment, ...command) =>
      spawned(account, [program, 'gate', '--root', path, '--', ...command], environment),
  };
}

/** As `aServer`, with paper linked. */
export function aPaperServer(below = ''): Server {
  const server = aServer(below);
  if (server.run(root, 'use', 'paper').code !== 0) throw new Error('use paper failed');
  return server;
}

/** The program on a root that `account` made for itself; root's files cannot be meant there. */
export function aSandbox(account: Account): Server {
  const { program, room } = installed();
  const home = join(room, 'home');
  mkdirSync(home);
  spawnSync('chown', [`${account.uid}:${account.gid}`, home]);
  const sandbox = serverAt(program, join(home, 'pine'));
  const made = sandbox.run(account, 'init', '--demo');
  if (made.code !== 0) throw new Error(`init: exit ${made.code}: ${made.err}${made.out}`);
  return sandbox;
}

function run(account: Account, args: readonly string[]): Ran {
  const ran = spawned(account, args);
  return { ...ran, report: ran.out === '' ? undefined : JSON.parse(ran.out) };
}

function spawned({ uid, gid }: Account, args: readonly string[], environment: object = {}) {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', ...environment };
  const ran = spawnSync(process.execPath, args, { uid, gid, env, cwd: '/', encoding: 'utf8' });
  if (ran.error !== undefined) throw ran.error;
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** Whether that account can read the file, by the kernel's word. */
export function mayRead({ uid, gid }: Account, path: string): boolean {
  return spawnSync('cat', [path], { uid, gid, stdio: 'ignore' }).status === 0;
}

/** Everything below a path: kind, mode, owner, size and what a link names; times left out. */
export function snapshot(path: string): readonly string[] {
  const facts = lstatSync(path);
  const kind = facts.isSymbolicLink()
    ? `-> ${readlinkSync(path)}`
    : facts.isFile()
      ? facts.size
      : '';
  const mode = (facts.mode & 0o7777).toString(8);
  const line = `${path} ${mode} ${facts.uid}:${facts.gid} ${kind} ${facts.mtimeMs}`;
  const names = facts.isDirectory() ? readdirSync(path).sort() : [];
  return [line, ...names.flatMap((name) => snapshot(join(path, name)))];
}

/** The rules of the error findings. */
export function errorsOf({ report }: Ran): readonly string[] {
  return report.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}
