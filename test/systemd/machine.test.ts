import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedScratch } from '../scratch.ts';
import { bootSystemd, type Machine } from './machine.ts';
import { noSystemd } from './missing.ts';
import { until } from './until.ts';

const settings = ['fs/nr_open', 'fs/file-max', 'net/unix/max_dgram_qlen', 'kernel/hostname'];
const hostNow = () => ({
  mounts: readFileSync('/proc/self/mounts', 'utf8'),
  settings: settings.map((name) => readFileSync(`/proc/sys/${name}`, 'utf8')),
});

describe.skipIf(noSystemd)(`a machine (${noSystemd ?? 'boots systemd in namespaces'})`, () => {
  let before: ReturnType<typeof hostNow>;
  let shared: string;
  let machine: Machine;
  beforeAll(async () => {
    before = hostNow();
    shared = sharedScratch() ?? '';
    machine = await bootSystemd({ shared: [shared] });
  });
  afterAll(() => machine?.stop());

  test('runs systemd as process 1, and commands beside it', async () => {
    expect(await machine.must('ps', ['-p', '1', '-o', 'comm='])).toBe('systemd\n');
    expect(await machine.must('systemctl', ['--failed', '--no-legend'])).toBe('');
    expect(await machine.run('sh', ['-c', 'echo out; echo err >&2; exit 7'])).toEqual({
      code: 7,
      out: 'out\n',
      err: 'err\n',
    });
    expect((await machine.run('sh', ['-c', 'kill -9 $$'])).code).toBe(137);
    await expect(machine.must('false')).rejects.toThrow('false : exit 1');
  });

  test('starts a unit, tells its environment, and starts it again when it is killed', async () => {
    const text = '[Service]\nExecStart=sleep 1000\nRestart=always\nRestartSec=50ms\n';
    machine.writeUnit('worker@.service', `${text}EnvironmentFile=/run/%i.env\n`);
    machine.writeUnit('worker@a.service.d/more.conf', '[Service]\nEnvironment=MORE=1\n');
    writeFileSync(machine.outside('/run/a.env'), 'KEY=one\n');
    await machine.must('systemctl', ['daemon-reload']);
    await machine.must('systemctl', ['start', 'worker@a']);
    const first = await machine.environmentOf('worker@a');
    expect(first).toEqual(new Map([...first, ['KEY', 'one'], ['MORE', '1']]));
    writeFileSync(machine.outside('/run/a.env'), 'KEY=two\n');
    await machine.must('systemctl', ['kill', '--signal=KILL', 'worker@a']);
    await until('the restarted worker', async () => {
      const { out } = await machine.run('systemctl', ['show', '-P', 'NRestarts', 'worker@a']);
      return out === '1\n' || undefined;
    });
    expect((await machine.environmentOf('worker@a')).get('KEY')).toBe('two');
    await machine.must('systemctl', ['stop', 'worker@a']);
    await expect(machine.environmentOf('worker@a')).rejects.toThrow('no main process');
  });

  test('reads the disk of the host, writes only what is shared, and reaches no network', async () => {
    const own = fileURLToPath(new URL('machine.conf', import.meta.url));
    expect(await machine.must('cat', [own])).toBe(readFileSync(own, 'utf8'));
    await machine.must('sh', ['-c', `echo inside >${shared}/note`]);
    expect(readFileSync(join(shared, 'note'), 'utf8')).toBe('inside\n');
    for (const path of ['/etc/x', '/root/x', '/proc/sys/kernel/panic']) {
      const { err } = await machine.run('sh', ['-c', `echo 0 >${path}`]);
      expect(err).toContain('Read-only file system');
    }
    for (const device of ['/dev/kmsg', '/dev/console'])
      expect(existsSync(machine.outside(device))).toBe(false);
    expect(await machine.must('sh', ['-c', 'cat /proc/net/route | wc -l'])).toBe('1\n');
    await expect(bootSystemd({ shared: ['/tmp/x'] })).rejects.toThrow('share another');
  });

  test('leaves the mounts and settings of the host as they were, and no cgroup when it is stopped', async () => {
    const other = await bootSystemd();
    const cgroup = cgroupOf(other.init);
    expect([existsSync(cgroup), existsSync(`${cgroup}/init.scope`)]).toEqual([true, true]);
    await other.stop();
    await other.stop();
    expect(existsSync(cgroup)).toBe(false);
    expect(hostNow()).toEqual(before);
  });

  test.each(['the test process', 'the holder of the machine'])(
    'ends with all that runs in it when %s is killed',
    async (who) => {
      const child = spawn(process.execPath, ['-e', holding, script], { stdio: 'pipe' });
      const [pids] = (await once(child.stdout, 'data')) as [Buffer];
      const [holder = 0, unshare = 0] = `${pids}`.trim().split(' ').map(Number);
      const init = await until('process 1', () => firstChildOf(unshare));
      const cgroup = await until('its cgroup', () => cgroupOf(init) || undefined);
      expect(commandOf(init)).not.toBe('');
      process.kill(who === 'the test process' ? (child.pid ?? 0) : holder, 'SIGKILL');
      await until('process 1 to end', () => commandOf(init) === '' || undefined);
      if (who === 'the test process')
        await until('its cgroup to go', () => !existsSync(cgroup) || undefined);
      child.kill('SIGKILL');
    },
  );

  test('takes away the cgroup of a machine whose holder was killed', async () => {
    await (await bootSystemd()).stop();
    const mounted = dirname(cgroupOf(machine.init));
    const left = readdirSync(mounted).filter((name) => name.startsWith('pine-env-machine-'));
    const dead = left.filter((name) => !existsSync(`/proc/${/\d+$/.exec(name)?.[0]}`));
    expect(dead).toEqual([]);
  });
});

const script = fileURLToPath(new URL('hold-machine.sh', import.meta.url));

/** A test process that boots a machine and waits; it tells who holds it. */
const holding = `
  const words = ['--mount', '--propagation', 'private', 'sh', process.argv[1]];
  const child = require('node:child_process').spawn('unshare', words, { detached: true });
  child.stdout.once('data', (unshare) => console.log(child.pid, String(unshare).trim()));
`;

function firstChildOf(pid: number): number | undefined {
  return (
    Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10) || undefined
  );
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** The machine's own directory in the host's tree of cgroups; empty while it is not in it yet. */
function cgroupOf(init: number): string {
  const mounts = readFileSync('/proc/self/mounts', 'utf8');
  const mounted = /^\S+ (\S+) cgroup2 /m.exec(mounts)?.[1] ?? '/sys/fs/cgroup';
  const own = /^0::(.*pine-env-machine-\d+)/m.exec(
    readFileSync(`/proc/${init}/cgroup`, 'utf8'),
  )?.[1];
  return own === undefined ? '' : join(mounted, own);
}
