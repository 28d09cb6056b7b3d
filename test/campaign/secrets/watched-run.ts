import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment } from '../../faults/program.ts';

/** What was seen of a program while it ran, and what it said. */
export interface Watched {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** `/proc/PID/cmdline` and `environ` of it and of all it started, each text once. */
  readonly processes: readonly string[];
  readonly samples: number;
  readonly seconds: number;
}

const every = 4;

/** Runs a command without a terminal and looks at its processes every few milliseconds. */
export async function watch(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
  input = '',
): Promise<Watched> {
  const begun = performance.now();
  const [file = '', ...words] = command;
  const child = spawn(file, words, {
    cwd,
    env: { ...bareEnvironment, ...environment },
    detached: true,
    stdio: 'pipe',
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (said.err += text));
  child.stdin.on('error', () => undefined).end(input);
  const seen = new Set<string>();
  let samples = 0;
  const look = setInterval(() => {
    if (child.pid === undefined) return;
    samples += 1;
    for (const text of processesBelow(child.pid)) seen.add(text);
  }, every);
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise<number | null>((done) =>
    child.on('close', (status) => done(status)),
  );
  clearInterval(look);
  clearTimeout(killer);
  return {
    code,
    ...said,
    processes: [...seen],
    samples,
    seconds: (performance.now() - begun) / 1000,
  };
}

function processesBelow(pid: number): readonly string[] {
  const place = `/proc/${pid}`;
  const own = ['cmdline', 'environ'].map((name) => `${name}\0${textAt(join(place, name))}`);
  const tasks = listAt(join(place, 'task'));
  const children = tasks.flatMap((task) =>
    textAt(join(place, 'task', task, 'children')).split(' '),
  );
  return [
    ...own,
    ...children.filter((one) => one !== '').flatMap((one) => processesBelow(Number(one))),
  ];
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function listAt(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
