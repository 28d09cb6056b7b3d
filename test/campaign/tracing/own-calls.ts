import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { search } from '../../faults/canary.ts';
import { scratch } from '../../scratch.ts';
import { compiledIn, compiler } from './compile.ts';

let compiled: string | undefined;

/** Why no call can be counted here; undefined when it can. */
export const noTracer = whyNot();

function tracer(): string {
  compiled ??= compiledIn(scratch(), 'own-calls');
  return compiled;
}

/** What is to happen at which call of the program on its own files; see the top of `own-calls.c`. */
export interface Fault {
  readonly how: 'watch' | 'fail' | 'keep' | 'late' | 'half' | 'stop' | 'each' | 'after';
  readonly number?: number;
  readonly errno?: number;
  /** For `stop`, `each` and `after`: a shell command that finds the call's number in `$CALL`. */
  readonly hook?: string;
}

/** One system call of the program's main thread on a file below its root. */
export interface OwnCall {
  /** From 1, in the order in which they came. */
  readonly number: number;
  readonly name: string;
  /** It can change what stands on the disk. */
  readonly changes: boolean;
  /** The call and its files below the root, random parts left out. */
  readonly what: string;
  /** Among the calls that read the same, from 1. */
  readonly again: number;
  readonly hit: boolean;
  readonly result: number | undefined;
  /** The exit code of what an `after` ran. */
  readonly hookExit: number | undefined;
}

/** The words before a command that trace it. */
export function tracing(log: string, root: string, fault: Fault): readonly string[] {
  const { how, number = 0, errno = 0, hook = 'true' } = fault;
  const words = [tracer(), log, root, `${how}:${number}:${errno}`, '--'];
  return ['/usr/bin/env', `HOOK=${hook}`, ...words];
}

/** The calls that a finished log holds. */
export function callsIn(log: string, root: string): readonly OwnCall[] {
  const text = readFileSync(log, 'utf8');
  search(`log ${log}`, text);
  const seen = new Map<string, number>();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const call = callOn(line, root);
      const again = (seen.get(call.what) ?? 0) + 1;
      seen.set(call.what, again);
      return { ...call, again };
    });
}

function callOn(line: string, root: string): Omit<OwnCall, 'again'> {
  const [, number, name = '', changes, rest = '', hit, result, exit] =
    /^(\d+) (\w+)(!?) (.*?)( hit)?(?: = (-?\d+))?(?: then (\d+))?$/.exec(line) ?? [];
  const files = rest
    .replaceAll(`${root}/`, '')
    .replace(root, '.')
    .replace(/\.[0-9a-f]{12}\.tmp/g, '.*.tmp');
  return {
    number: Number(number),
    name,
    changes: changes === '!',
    what: `${name} ${files}${name === 'openat' && changes ? ' for writing' : ''}`,
    hit: hit !== undefined,
    result: result === undefined ? undefined : Number(result),
    hookExit: exit === undefined ? undefined : Number(exit),
  };
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return 'skipped: needs Linux on x86-64';
  if (compiler === undefined) return 'skipped: needs a C compiler (cc)';
  return spawnSync(tracer(), ['/dev/null', '/nowhere', 'watch', '--', '/bin/true']).status === 0
    ? undefined
    : 'skipped: needs leave to trace its own children (ptrace)';
}
