import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { search } from '../faults/canary.ts';
import { scratch } from '../scratch.ts';

const room = scratch();
const stepper = join(room, 'stepper');

/** Why no program can be stopped between two calls here; undefined when it can. */
export const noStepper = build();

function build(): string | undefined {
  const source = join(import.meta.dirname, 'stepper.c');
  if (!existsSync('/usr/bin/gcc')) return 'skipped: needs gcc, to stop a program between two calls';
  if (process.arch !== 'x64') return 'skipped: needs x86_64, to stop a program between two calls';
  execFileSync('/usr/bin/gcc', ['-O2', '-o', stepper, source], { stdio: 'pipe' });
  const works = spawnSync(stepper, ['/none', join(room, 'try'), '0', 'true', '--', '/bin/true']);
  return works.status === 0 ? undefined : 'skipped: needs leave to trace';
}

/** One system call on a root, or below it. */
export interface OwnCall {
  /** Among all of them, from 1. */
  readonly nth: number;
  /** Its name, then its paths below the root; random parts left out. */
  readonly what: string;
}

let count = 0;

/** A place for the log of one stepped run. */
export function freshSteps(): string {
  count += 1;
  return join(room, `steps ${count}`);
}

/** The words before a command that stop it after its nth own call, and run a shell command there; 0 is never. */
export function stepping(root: string, log: string, nth: number, swap: string): readonly string[] {
  return [stepper, root, log, `${nth}`, swap, '--'];
}

/** The own calls of a stepped run, and the exit code of what was run in between. */
export function readSteps(root: string, log: string) {
  const text = readFileSync(log, 'utf8');
  search(`steps ${log}`, text);
  const lines = text.split('\n');
  const calls = lines.flatMap((line): OwnCall[] => {
    const [, nth = '', what = ''] = /^(\d+) (.*) = -?\d+$/.exec(line) ?? [];
    if (what === '') return [];
    const short = what.replaceAll(root, '').replace(/\.[0-9a-f]{12}\.tmp/g, '.*.tmp');
    return [{ nth: Number(nth), what: short }];
  });
  const swapped = /^swap: (\d+)$/m.exec(text)?.[1];
  return { calls, swapped: swapped === undefined ? undefined : Number(swapped) };
}
