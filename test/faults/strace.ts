import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';
import { search } from './canary.ts';

const strace = '/usr/bin/strace';

/** Why nothing can be traced here; undefined when it can. */
export const noStrace = mayTrace() ? undefined : 'skipped: needs strace, and leave to use it';

/**
 * The words before strace that leave it alone with its program. The program looks at each process
 * of its machine, and others come and go: so many calls more or fewer before the one that is aimed at.
 */
const alone = mayBeAlone() ? ['unshare', '--pid', '--fork', '--mount-proc'] : [];

/** Every call that can change a file, and the opening and closing around them. */
const changing = [
  ...['openat', 'open', 'creat', 'close', 'write', 'pwrite64', 'writev', 'ftruncate', 'truncate'],
  ...['fsync', 'fdatasync', 'rename', 'renameat', 'renameat2', 'link', 'linkat'],
  ...['symlink', 'symlinkat', 'unlink', 'unlinkat', 'rmdir', 'mkdir', 'mkdirat', 'mknod'],
  ...['chmod', 'fchmod', 'fchmodat', 'chown', 'fchown', 'lchown', 'fchownat'],
  ...['utimensat', 'setxattr', 'fsetxattr', 'fallocate', 'copy_file_range', 'sendfile'],
];

/** One system call on a file of ours, by what it is and how many of its kind came before. */
export interface Call {
  readonly name: string;
  /** Among the calls of this name in the main thread, ours or not, from 1. */
  readonly nth: number;
  /** A path that it has each time (below the root), and its place among such calls of this name. */
  readonly on?: { readonly path: string; readonly nth: number };
  /** The call and its files, random parts left out: `rename env/.x.*.tmp env/x`. */
  readonly what: string;
  /** Among the calls that read the same, from 1. */
  readonly again: number;
}

/** Where a kill is to fall: the nth call of a name, of all of them or of those on one path. */
export interface Aim {
  readonly name: string;
  readonly nth: number;
  readonly path?: string;
}

/** The words before a command that trace its main thread; KILL falls at the entry of the call. */
export function tracing(log: string, aim?: Aim): readonly string[] {
  const { name, nth, path } = aim ?? {};
  return [
    ...alone,
    ...[strace, '-o', log, '-y', '-s', '400', '-e', `trace=${changing.join(',')}`],
    ...(aim === undefined ? [] : ['-e', `inject=${name}:signal=KILL:when=${nth}`]),
    ...(path === undefined ? [] : ['-P', path]),
  ];
}

/** The words before a command that trace it with all its threads and children, and what they run. */
export function tracingAll(log: string): readonly string[] {
  return [strace, '-f', '-o', log, '-y', '-s', '4096', '-e', `trace=execve,${changing.join(',')}`];
}

/** A fresh place for a log. */
export function freshLog(): string {
  return join(scratch(), 'strace.log');
}

/** A finished log, searched for secrets. */
export function readLog(log: string): string {
  const text = readFileSync(log, 'utf8');
  search(`strace log ${log}`, text);
  return text;
}

/** The calls on files in the env and state directories, in order. */
export function ownCalls(log: string, root: string): readonly Call[] {
  const count = counter();
  return log.split('\n').flatMap((line) => {
    const name = /^(\w+)\(/.exec(line)?.[1];
    if (name === undefined) return [];
    const nth = count(name);
    const call = line.replace(/ = .*$/, '');
    const paths = pathsIn(call, root);
    if (paths.length === 0) return [];
    const how = /O_(?:WRONLY|RDWR)/.test(call) ? ['for writing'] : [];
    const what = [name, ...paths, ...how].join(' ');
    // strace looks only at the first path of a rename; no other program makes any here anyway.
    const path = paths.length > 1 || paths[0]?.endsWith('*.tmp') ? undefined : paths[0];
    const on = path === undefined ? {} : { on: { path, nth: count(`${name} ${path}`) } };
    return [{ name, nth, what, again: count(`= ${what}`), ...on }];
  });
}

function counter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}

function pathsIn(call: string, root: string): readonly string[] {
  return [...call.matchAll(/["<]([^">]+)[">]/g)]
    .map(([, path]) => path ?? '')
    .filter((path) => path.startsWith(`${root}/Deployment/`))
    .map((path) => path.slice(root.length + 1).replace(/\.[0-9a-f]{12}\.tmp$/, '.*.tmp'));
}

function mayTrace(): boolean {
  if (!existsSync(strace)) return false;
  return spawnSync(strace, ['-o', '/dev/null', '/bin/true']).status === 0;
}

function mayBeAlone(): boolean {
  return spawnSync('unshare', ['--pid', '--fork', '--mount-proc', '/bin/true']).status === 0;
}
