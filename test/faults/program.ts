import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { search } from './canary.ts';

/** The built program; `npm test` builds it first. */
export const program = resolve(process.env.PINE_ENV_PROGRAM ?? 'dist/pine-env.cjs');

/** How a command ended and what it said; searched for secrets before anybody sees it. */
export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

interface Circumstances {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What a command finds in its environment: nothing of ours but where programs are. */
export const bareEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } as const;

/** Runs a command in a session of its own, so that it has no terminal. */
export async function start(
  command: readonly string[],
  { cwd = '/', env = {}, input }: Circumstances = {},
): Promise<Ran> {
  const [file = '', ...args] = command;
  const options: SpawnOptions = {
    cwd,
    env: { ...bareEnvironment, ...env },
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  };
  const child = spawn(file, args, options);
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    said.err += text;
  });
  if (input !== undefined) child.stdin?.on('error', () => undefined).end(input);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code, signal) => {
      search(`stdout of ${args.join(' ')}`, said.out);
      search(`stderr of ${args.join(' ')}`, said.err);
      done({ code, signal, ...said });
    });
  });
}

/** The words that start the program with Node itself, not through the shebang. */
export function commandOf(args: readonly string[], built = program): readonly string[] {
  if (!existsSync(built)) throw new Error(`${built} is not there: npm run build`);
  return [process.execPath, built, ...args];
}

/** Runs the program. */
export function pineEnv(args: readonly string[], circumstances?: Circumstances): Promise<Ran> {
  return start(commandOf(args), circumstances);
}
