import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { processesIn } from '../../src/adapters/proc.ts';
import type { EnvironmentRead } from '../../src/domain/running/process-facts.ts';
import type { Glance } from '../../src/ports.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { until } from '../systemd/until.ts';
import { bundled } from './bundled.ts';

const noProc = existsSync('/proc/self/stat') ? undefined : 'skipped: needs /proc';
const python = ['/usr/bin/python3', '/usr/local/bin/python3'].find((path) => existsSync(path));

const setpriv = 'setpriv';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(command: string, args: readonly string[], env = {}): ChildProcess {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** A process that runs until the test is over, as it is seen once it is this program. */
async function running(command: string, args: readonly string[], env = {}, program = 'sleep') {
  const { pid = 0 } = run(command, args, env);
  return await until(`process ${pid} to be ${program}`, () => {
    const glance = seen(pid);
    return glance?.program === program ? glance : undefined;
  });
}

const { all, environment, own } = processesIn('/proc');
const seen = (pid: number): Glance | undefined => all().find((each) => each.pid === pid);
const revealed = (read: EnvironmentRead) =>
  read.kind === 'closed' ? read.why : [...read.variables].map(([name, of]) => [name, of.reveal()]);

describe.skipIf(noProc)(`the real /proc (${noProc ?? 'is here'})`, () => {
  test('tells who a process is, since when, and what it was started with', async () => {
    const before = Date.now();
    const glance = await running('/bin/sleep', ['100'], { KEY: 'a=b', B: '' });
    const after = Date.now();
    const { uid, startedAt, command, ...rest } = glance;
    expect(rest).toMatchObject({ program: 'sleep', startTicks: expect.stringMatching(/^\d+$/) });
    expect(uid).toBe(process.geteuid?.());
    expect(startedAt).toBeGreaterThan(before - 25);
    expect(startedAt).toBeLessThan(after + 25);
    expect(command.map((word) => word.reveal())).toEqual(['/bin/sleep', '100']);
    expect(revealed(await environment(glance))).toEqual([
      ['KEY', 'a=b'],
      ['B', ''],
    ]);
  });

  test('leaves out ourselves and what the kernel runs', () => {
    const pids = all().map(({ pid }) => pid);
    expect(pids).not.toContain(process.pid);
    expect(pids).toContain(process.ppid);
    expect(pids).toContain(1);
    expect(all().filter(({ program }) => program.startsWith('kworker'))).toEqual([]);
  });

  test('tells our own environment byte for byte', () => {
    const entries = readFileSync('/proc/self/environ', 'utf8').split('\0').slice(0, -1);
    expect(revealed(own())).toEqual(
      entries.map((entry) => [entry.split('=')[0], entry.slice(entry.indexOf('=') + 1)]),
    );
  });

  test('keeps bytes that are not UTF-8', async () => {
    const script = 'K=$(printf "\\377x") exec sleep 100';
    const glance = await running('/bin/sh', ['-c', script], { A: '1' });
    const read = await environment(glance);
    expect(read.kind === 'read' && read.variables.get('K')?.reveal()).toBe('\udcffx');
  });

  test.skipIf(!python)(
    'takes the first of a name that stands twice (skipped: needs python3)',
    async () => {
      const script = 'import os; os.execve("/bin/sleep", ["sleep", "100"], {b"A": b"1", "A": "2"})';
      const glance = await running(python ?? '', ['-c', script]);
      expect(readFileSync(`/proc/${glance.pid}/environ`, 'latin1')).toBe('A=1\0A=2\0');
      expect(revealed(await environment(glance))).toEqual([['A', '1']]);
    },
  );

  test('tells an empty environment from none', async () => {
    const glance = await running('/usr/bin/env', ['-i', '/bin/sleep', '100'], { A: '1' });
    expect(revealed(await environment(glance))).toEqual([]);
  });

  test('says gone of a process that has ended, and of a number that is another’s now', async () => {
    const glance = await running('/bin/sleep', ['100']);
    expect(revealed(await environment({ ...glance, startTicks: '1' }))).toBe('gone');
    const child = children[0] as ChildProcess;
    child.kill();
    await once(child, 'exit');
    expect(revealed(await environment(glance))).toBe('gone');
    expect(seen(glance.pid)).toBe(undefined);
  });

  test('leaves out a zombie, and says gone of it', async () => {
    const parent = run('/bin/sh', ['-c', 'sleep 100 & echo $!; exec sleep 200']);
    const pid = Number(await once(parent.stdout as NodeJS.ReadableStream, 'data'));
    const glance = await until('the sleeper', () => seen(pid));
    // A shell would still see to its dead.
    await until(
      'the parent that does not care',
      () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n' || undefined,
    );
    process.kill(pid, 'SIGKILL');
    await until(
      'the zombie',
      () => /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) || undefined,
    );
    expect(revealed(await environment(glance))).toBe('gone');
    expect(seen(pid)).toBe(undefined);
  });

  test.skipIf(!python)(
    'sees a program whose first thread has ended (skipped: needs python3)',
    async () => {
      const script = `
import ctypes, threading, time
threading.Thread(target=time.sleep, args=(100,)).start()
ctypes.CDLL(None).pthread_exit(None)`;
      const { pid = 0 } = run(python ?? '', ['-c', script], { A: '1' });
      await until(
        'it to lose its head',
        () => /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) || undefined,
      );
      const glance = seen(pid) as Glance;
      expect(glance.program).toMatch(/^python3/);
      expect(glance.command[1]?.reveal()).toBe('-c');
      expect(revealed(await environment(glance))).toEqual([['A', '1']]);
    },
  );

  test('names a program whose file was taken away', async () => {
    const program = join(scratch(), 'worker');
    copyFileSync('/bin/sleep', program);
    const glance = await running(program, ['100'], {}, 'worker');
    rmSync(program);
    expect(seen(glance.pid)?.program).toBe('worker');
  });
});

describe.skipIf(!isRoot || noProc)('other accounts (skipped: needs root and /proc)', () => {
  const as = (uid: number) => [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];

  test('are told by their number, be the process closed to all but root', async () => {
    const open = await running(setpriv, [...as(4711), '/bin/sleep', '100']);
    expect(open.uid).toBe(4711);
    if (!python) return;
    // PR_SET_DUMPABLE: its directory is root's from then on.
    const script =
      'import ctypes, time; ctypes.CDLL(None).prctl(4, 0); print(1, flush=True); time.sleep(100)';
    const { pid = 0, stdout } = run(setpriv, [...as(4711), python, '-c', script]);
    await once(stdout as NodeJS.ReadableStream, 'data');
    expect(seen(pid)?.uid).toBe(4711);
  });

  test('may not be looked into by one another, and it says so', async () => {
    const program = `
      import { processesIn } from './proc.ts';
      const { canLook, all, environment } = processesIn('/proc');
      const told = await Promise.all(process.argv.slice(2).map(async (pid) => {
        const glance = all().find((each) => each.pid === Number(pid));
        const read = await environment(glance);
        return [glance.uid, glance.program, read.why ?? [...read.variables.keys()]];
      }));
      console.log(JSON.stringify([canLook, told]));
    `;
    const script = bundled(sharedScratch() ?? '', 'looker', program);
    const ours = await running('/bin/sleep', ['100'], { A: '1' });
    const theirs = await running(setpriv, [...as(4711), '/bin/sleep', '100'], {
      B: '1',
      PATH: '/bin:/usr/bin',
    });
    const told = execFileSync(setpriv, [
      ...[...as(4711), process.execPath, script],
      ...[`${ours.pid}`, `${theirs.pid}`],
    ]);
    expect(JSON.parse(`${told}`)).toEqual([
      true,
      [
        [0, 'sleep', 'not-permitted'],
        [4711, 'sleep', ['B', 'PATH']],
      ],
    ]);
  });
});
