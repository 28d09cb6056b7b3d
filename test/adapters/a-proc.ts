import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';

/** A process of a made-up `/proc`; what is left out is what an ordinary one has. */
export interface MadeUp {
  readonly calls?: string;
  readonly state?: string;
  readonly flags?: number;
  readonly threads?: number;
  readonly ticks?: number;
  readonly environmentEnd?: number;
  readonly cgroup?: string;
  readonly command?: string | Uint8Array;
  /** Undefined when there is no link to be read. */
  readonly exe?: string | undefined;
  readonly environ?: string | Uint8Array;
}

/** Lays down a made-up `/proc` with these processes, a first one and ourselves as 900; its path. */
export function aProc(processes: Readonly<Record<number, MadeUp>> = {}, uptime = 5000): string {
  const directory = scratch();
  writeFileSync(join(directory, 'uptime'), `${uptime} 1.00\n`);
  lay(directory, 1, { calls: 'systemd', cgroup: '0::/init.scope\n' });
  lay(directory, 900, { calls: 'node' });
  for (const [pid, facts] of Object.entries(processes)) lay(directory, Number(pid), facts);
  symlinkSync('900', join(directory, 'self'));
  return directory;
}

/** Lays down one process, or another in its place. */
export function lay(directory: string, pid: number, facts: MadeUp): void {
  const place = join(directory, `${pid}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(join(place, 'task'), { recursive: true });
  const { cgroup = '0::/\n', command = 'program\0', environ = '' } = facts;
  writeFileSync(join(place, 'stat'), statLine(pid, facts));
  writeFileSync(join(place, 'status'), 'Name:\tx\nUid:\t7\t8\t9\t10\n');
  writeFileSync(join(place, 'cgroup'), cgroup);
  writeFileSync(join(place, 'cmdline'), command);
  writeFileSync(join(place, 'environ'), environ);
  const exe = 'exe' in facts ? facts.exe : '/usr/bin/program';
  if (exe !== undefined) symlinkSync(exe, join(place, 'exe'));
}

/** Fields by their numbers in proc(5). */
function statLine(pid: number, facts: MadeUp): string {
  const { calls = 'program', state = 'S', flags = 0x400100, threads = 1 } = facts;
  const { ticks = 1000, environmentEnd = 140_000 } = facts;
  const known: Readonly<Record<number, unknown>> = {
    3: state,
    9: flags,
    20: threads,
    22: ticks,
    51: environmentEnd,
  };
  const fields = Array.from({ length: 50 }, (_, at) => known[at + 3] ?? 0);
  return `${pid} (${calls}) ${fields.join(' ')}\n`;
}
