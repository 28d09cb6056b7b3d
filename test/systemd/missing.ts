import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where the init program may lie; Debian's package is `systemd`. */
const inits = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd'];
/** Programs of util-linux that the machine is made and entered with. */
export const tools = { unshare: 'unshare', nsenter: 'nsenter' } as const;

const programs = [...Object.values(tools), 'setpriv', 'mount', 'umount', 'find', 'systemctl'];

/** Why no systemd can be booted here; undefined when one can. */
export const noSystemd: string | undefined = skipped(missing());

function skipped(what: readonly string[]): string | undefined {
  if (what.length === 0) return undefined;
  return `skipped: needs root on Linux, systemd and cgroup v2 (missing: ${what.join(', ')})`;
}

function missing(): readonly string[] {
  if (process.platform !== 'linux') return ['Linux'];
  const lacks = [
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...(inits.some((path) => existsSync(path)) ? [] : ['systemd']),
    ...(knowsCgroup2() ? [] : ['cgroup v2 in the kernel']),
    ...(existsSync('/proc/thread-self/children') ? [] : ['lists of children in /proc']),
    ...programs.filter((name) => !isOnPath(name)),
  ];
  return lacks.length > 0 ? lacks : mayUnshare();
}

function knowsCgroup2(): boolean {
  return readFileSync('/proc/filesystems', 'utf8').includes('\tcgroup2\n');
}

function isOnPath(name: string): boolean {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return directories.some((directory) => existsSync(join(directory, name)));
}

/** Tries it: a sandbox may be root and have all that, and still no leave to make namespaces. */
function mayUnshare(): readonly string[] {
  const inside = 'umount /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup';
  const own = [
    '--mount',
    '--propagation',
    'private',
    '--pid',
    '--fork',
    '--mount-proc',
    '--cgroup',
  ];
  const { status, stderr } = spawnSync(
    tools.unshare,
    [...own, '--uts', '--ipc', '--net', 'sh', '-c', inside],
    { encoding: 'utf8' },
  );
  if (status === 0) return [];
  return [`leave to make namespaces and mount cgroup v2: ${stderr.trim().split('\n')[0]}`];
}
