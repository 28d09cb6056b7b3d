import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { processesIn } from '../../src/adapters/proc.ts';
import type { EnvironmentRead } from '../../src/domain/running/process-facts.ts';
import type { Glance } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aProc, lay, type MadeUp } from './a-proc.ts';

/** What is seen of the one process that is neither the first nor ourselves. */
function seen(facts: MadeUp, directory = aProc({ 50: facts })): Glance | undefined {
  return processesIn(directory)
    .all()
    .find(({ pid }) => pid === 50);
}

const revealed = (read: EnvironmentRead) =>
  read.kind === 'closed' ? read.why : [...read.variables].map(([name, of]) => [name, of.reveal()]);

async function environmentOf(facts: MadeUp): Promise<unknown> {
  const directory = aProc({ 50: facts });
  const glance = seen(facts, directory) as Glance;
  return revealed(await processesIn(directory).environment(glance));
}

describe('a made-up /proc', () => {
  test('shows every process but ours, in the order of their numbers', () => {
    const { canLook, all } = processesIn(aProc({ 1000: {}, 20: {}, 3: {} }));
    expect(canLook).toBe(true);
    expect(all().map(({ pid }) => pid)).toEqual([1, 3, 20, 1000]);
  });

  test('is nothing to look at when it is none, or hides what is not ours', async () => {
    const hiding = aProc({ 50: {} });
    rmSync(join(hiding, '1'), { recursive: true });
    for (const directory of [scratch(), '/nonexistent', hiding]) {
      const { canLook, all } = processesIn(directory);
      expect([canLook, all()]).toEqual([false, []]);
    }
  });

  test('tells our own environment by the kernel, and by Node where there is no kernel to ask', () => {
    const directory = aProc();
    lay(directory, 900, { environ: Buffer.from('A=\xff\0A=2\0', 'latin1') });
    expect(revealed(processesIn(directory, { B: '1' }).own())).toEqual([['A', '\udcff']]);
    const none = processesIn('/nonexistent', { B: '1', C: undefined });
    expect(revealed(none.own())).toEqual([['B', '1']]);
  });

  test.each([
    ['a service', '0::/system.slice/system-pine.slice/pine@ES.service\n', 'pine@ES.service'],
    ['a group that a service made itself', '0::/system.slice/a.service/x/.control\n', 'a.service'],
    ['a login', '0::/user.slice/user-0.slice/session-1.scope\n', 'session-1.scope'],
    ['nothing', '0::/\n', undefined],
    ['a slice alone', '0::/system.slice\n', undefined],
    ['version 1', '3:cpu:/b.service\n1:name=systemd:/system.slice/a.service\n', 'a.service'],
    ['both versions', '1:name=systemd:/system.slice/a.service\n0::/\n', 'a.service'],
    [
      'a user’s own unit of the same name',
      '0::/user.slice/user@7.service/a.service\n',
      'user@7.service',
    ],
    ['a container with that unit', '0::/machine.slice/x.scope/system.slice/a.service\n', 'x.scope'],
    ['a name that the kernel could misread', '0::/system.slice/_cpu.service\n', 'cpu.service'],
    ['a name with blanks escaped', '0::/system.slice/a\\x20b.service\n', 'a\\x20b.service'],
  ])('knows the unit of a process that lives in %s', (_, cgroup, unit) => {
    expect(seen({ cgroup })?.unit).toBe(unit);
  });

  test('counts groups from where the service manager has its own', () => {
    const directory = aProc();
    lay(directory, 1, { cgroup: '0::/system.slice/docker-1.scope/init.scope\n' });
    lay(directory, 50, { cgroup: '0::/system.slice/docker-1.scope/system.slice/a.service\n' });
    expect(seen({}, directory)?.unit).toBe('a.service');
    lay(directory, 50, { cgroup: '0::/system.slice/docker-1.scope\n' });
    expect(seen({}, directory)?.unit).toBe(undefined);
  });

  test.each([
    ['a thread of the kernel', { flags: 0x208040, exe: undefined, command: '' }, false],
    ['a zombie', { state: 'Z', exe: undefined, command: '' }, false],
    ['a zombie of which other threads go on', { state: 'Z', threads: 2 }, true],
    ['a program that hides its words', { command: '' }, true],
  ])('has %s or leaves it out', (_, facts, isThere) => {
    expect(seen(facts) !== undefined).toBe(isThere);
  });

  test.each([
    [{ exe: '/opt/x/python3.11' }, 'python3.11'],
    [{ exe: '/usr/lib/systemd/systemd (deleted)' }, 'systemd'],
    [{ exe: undefined, calls: 'my (odd) name' }, 'my (odd) name'],
    [{ exe: undefined, calls: ') S 1 2 3' }, ') S 1 2 3'],
  ])('names the program of %j', (facts, program) => {
    expect(seen(facts)).toMatchObject({ program, startTicks: '1000' });
  });

  test.each([
    ['a\0b c\0\0d\0', ['a', 'b c', '', 'd']],
    ['set by itself', ['set by itself']],
    ['', []],
    ['\0', ['']],
    [Buffer.from('a\xff\0\xe9\0', 'latin1'), ['a\udcff', '\udce9']],
    ['\ufffd\0\ufeff\0', ['\ufffd', '\ufeff']],
  ])('keeps the words of %j apart, byte for byte', (command, words) => {
    expect(seen({ command })?.command.map((word) => word.reveal())).toEqual(words);
  });

  test('asks for the effective account where the directory is lent to root', () => {
    // The directory is the test's own, and only root's is looked behind.
    expect(seen({})?.uid).toBe(process.getuid?.() === 0 ? 8 : process.getuid?.());
  });

  test('tells the start to about a hundredth of a second', () => {
    const before = Date.now();
    const started = seen({ ticks: 12_345 })?.startedAt ?? 0;
    expect(started).toBeGreaterThanOrEqual(before - 5_000_000 + 123_450);
    expect(started).toBeLessThanOrEqual(Date.now() - 5_000_000 + 123_450);
  });

  test('believes no uptime by which we would have started in the future', () => {
    // A container's uptime: 5 s, on a kernel that runs for an hour and counts ticks since then.
    const directory = aProc({ 50: { ticks: 359_000 } }, 5);
    lay(directory, 900, { ticks: 360_000 });
    const age = performance.timeOrigin - (seen({}, directory)?.startedAt ?? 0);
    expect(Math.round(age)).toBe(10_000);
  });
});

describe('an environment', () => {
  test('holds what the bytes say: first of a name, names without value, bytes that are no UTF-8', async () => {
    const environ = Buffer.from(
      'A=1\0B=x=y\0A=2\0C=\0no\0=odd\0D=\xff\xc3\xa9\0E\xfe=\n\0',
      'latin1',
    );
    expect(await environmentOf({ environ })).toEqual([
      ['A', '1'],
      ['B', 'x=y'],
      ['C', ''],
      ['D', '\udcff\u00e9'],
      ['E\udcfe', '\n'],
    ]);
    expect(await environmentOf({ environ: `A=${'x'.repeat(300_000)}\0` })).toEqual([
      ['A', 'x'.repeat(300_000)],
    ]);
    expect(await environmentOf({ environ: '' })).toEqual([]);
  });

  test('of another process that got the number is never told', async () => {
    const directory = aProc({ 50: { environ: 'A=1\0' } });
    const glance = seen({}, directory) as Glance;
    lay(directory, 50, { environ: 'A=2\0', ticks: 1001 });
    const { environment } = processesIn(directory);
    expect(revealed(await environment(glance))).toBe('gone');
    lay(directory, 50, { state: 'Z', environ: '' });
    expect(revealed(await environment(glance))).toBe('gone');
    rmSync(join(directory, '50'), { recursive: true });
    expect(revealed(await environment(glance))).toBe('gone');
  });

  test('is that of a living thread when the first one is dead', async () => {
    const directory = aProc({ 50: { state: 'Z', threads: 2, exe: undefined, command: '' } });
    const task = join(directory, '50/task');
    lay(task, 50, { state: 'Z', threads: 2 });
    lay(task, 51, { environ: 'A=1\0', exe: '/usr/bin/python3', command: 'python3\0w.py\0' });
    const glance = seen({}, directory) as Glance;
    expect(glance).toMatchObject({ pid: 50, program: 'python3' });
    expect(glance.command.map((word) => word.reveal())).toEqual(['python3', 'w.py']);
    expect(revealed(await processesIn(directory).environment(glance))).toEqual([['A', '1']]);
  });

  const service = '0::/system.slice/a.service\n';
  const forks: readonly MadeUp[] = [
    { cgroup: service, exe: '/usr/lib/systemd/systemd', environ: 'MANAGER=1\0' },
    { cgroup: service, exe: '/usr/lib/systemd/systemd-executor (deleted)' },
    { cgroup: service, exe: undefined, calls: '(python3)' },
    { cgroup: service, exe: undefined, calls: 'systemd' },
    { cgroup: '0::/init.scope\n', exe: '/usr/lib/systemd/systemd' },
    // Between two programs: no place for an environment yet.
    { cgroup: service, environmentEnd: 0 },
  ];
  test.each(forks)(
    'is waited for, while a unit’s process is not its program yet: %j',
    async (facts) => {
      const directory = aProc({ 50: facts });
      const glance = seen({}, directory) as Glance;
      const reading = processesIn(directory).environment(glance);
      setTimeout(() => lay(directory, 50, { cgroup: service, environ: 'A=1\0' }), 60);
      expect(revealed(await reading)).toEqual([['A', '1']]);
    },
  );

  test('is not waited for longer than two seconds', async () => {
    const began = performance.now();
    expect(await environmentOf(forks[0] as MadeUp)).toBe('starting');
    expect(performance.now() - began).toBeGreaterThan(1990);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test.each([
    { cgroup: '0::/user.slice/user@7.service/init.scope\n', exe: '/usr/lib/systemd/systemd' },
    { cgroup: '0::/user.slice/user@7.service/init.scope\n', exe: undefined, calls: '(sd-pam)' },
    { cgroup: '0::/\n', exe: undefined, calls: '(odd)' },
  ])('of a service manager itself, or outside of units, is read at once: %j', async (facts) => {
    expect(await environmentOf({ ...facts, environ: 'A=1\0' })).toEqual([['A', '1']]);
  });

  test('of the first process is read at once', async () => {
    const directory = aProc();
    lay(directory, 1, { calls: 'systemd', cgroup: '0::/init.scope\n', environ: 'A=1\0' });
    const { all, environment } = processesIn(directory);
    expect(revealed(await environment(all()[0] as Glance))).toEqual([['A', '1']]);
  });

  test('is an error to be told when the system fails otherwise', async () => {
    const directory = aProc({ 50: {} });
    const glance = seen({}, directory) as Glance;
    rmSync(join(directory, '50/environ'));
    mkdirSync(join(directory, '50/environ'));
    await expect(processesIn(directory).environment(glance)).rejects.toThrow('EISDIR');
    writeFileSync(join(directory, '51'), '');
    expect(() => processesIn(directory).all()).toThrow('ENOTDIR');
  });
});
