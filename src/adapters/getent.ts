import { spawnSync } from 'node:child_process';

const homes = ['/usr/bin/getent', '/bin/getent'];

/** One line of the system's directory (`passwd` or `group`), or undefined; asked with getent(1). */
export function directoryEntry(database: string, wanted: string): string | undefined {
  for (const program of homes) {
    const ran = spawnSync(program, [database, '--', wanted], { encoding: 'utf8', timeout: 5000 });
    if (ran.status === 0) return ran.stdout.split('\n')[0];
  }
  return macEntry(database, wanted);
}

/** macOS has no getent; dscacheutil(1) answers the same question in other words. */
function macEntry(database: string, wanted: string): string | undefined {
  const kind = database === 'passwd' ? 'user' : 'group';
  const field = /^\d+$/.test(wanted) ? (kind === 'user' ? 'uid' : 'gid') : 'name';
  const ran = spawnSync('/usr/bin/dscacheutil', ['-q', kind, '-a', field, wanted], {
    encoding: 'utf8',
    timeout: 5000,
  });
  if (ran.status !== 0) return undefined;
  const found = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(ran.stdout)?.[1];
  const ids = kind === 'user' ? [found('uid'), found('gid'), '', found('dir')] : [found('gid')];
  return found('name') === undefined ? undefined : [found('name'), '*', ...ids].join(':');
}
