import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bareEnvironment, commandOf, pineEnv } from '../faults/program.ts';
import { must, sandbox } from '../faults/sandbox.ts';
import { noTerminals, playCommand } from '../faults/terminal.ts';
import { canBecome } from '../gate/a-worker.ts';
import { aHome, inShell, missing, opening, realShells, typing } from './in-a-shell.ts';

const at = { root: '' };
const running = new Set<ChildProcess>();

beforeAll(async () => {
  at.root = await sandbox();
  await must(['use', 'paper', '--quiet', '--root', at.root]);
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

const runs = (...words: readonly string[]) => ['run', 'paper', '--root', at.root, '--', ...words];

/** A command under paper that tells its number. */
async function started(script: string) {
  const [file = '', ...words] = commandOf(runs('sh', '-c', `echo $$; ${script}`));
  const wrapper = spawn(file, words, {
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(wrapper);
  const ended = new Promise<readonly [number | null, string | null]>((done) =>
    wrapper.on('exit', (code, signal) => done([code, signal])),
  );
  let said = '';
  wrapper.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  await until(() => said.includes('\n'));
  return { wrapper, pid: Number.parseInt(said, 10), ended, heard: () => said };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 500) throw new Error('waited ten seconds in vain');
    await new Promise((done) => setTimeout(done, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const deaf = "trap '' TERM HUP INT; while :; do sleep 0.05; done";
const canBind = canBecome || existsSync('/usr/bin/setpriv');

describe('a command under a profile', () => {
  test.each([
    ['exit 0', 0],
    ['exit 78', 78],
    ['exit 255', 255],
    ['exec no-such-program 2>/dev/null', 127],
    ['exec /etc/passwd 2>/dev/null', 126],
  ])('ends with its own code: %s', async (script, code) => {
    expect((await pineEnv(runs('sh', '-c', script))).code).toBe(code);
  });

  test.each(['TERM', 'INT', 'HUP', 'KILL', 'USR1'])('that dies of %s is followed', async (name) => {
    const ran = await pineEnv(runs('sh', '-c', `kill -${name} $$`));
    expect([ran.code, ran.signal]).toEqual([null, `SIG${name}`]);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGQUIT'] as const)(
    'ends with us by %s, unless it says otherwise',
    async (signal) => {
      const { wrapper, pid, ended } = await started('exec sleep 60');
      wrapper.kill(signal);
      expect(await ended).toEqual([null, signal]);
      await until(() => !isAlive(pid));
    },
  );

  test.skipIf(!canBind)('goes with us when we are killed, deaf as it may be', async () => {
    const { wrapper, pid, ended } = await started(deaf);
    expect(isAlive(pid)).toBe(true);
    wrapper.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    await until(() => !isAlive(pid));
  });

  test('that ignores TERM gets it and goes on', async () => {
    const script = "trap 'echo got-term' TERM; while :; do sleep 0.05; done";
    const { wrapper, pid, heard } = await started(script);
    wrapper.kill('SIGTERM');
    await until(() => heard().includes('got-term'));
    expect([isAlive(pid), wrapper.exitCode]).toEqual([true, null]);
  });

  test.skipIf(noTerminals)(
    `keeps its terminal, and sees it change ${noTerminals ?? ''}`,
    async () => {
      const script = 'trap "echo winched" WINCH; test -t 0 && stty cols 91; sleep 0.3; stty size';
      const command = ['/usr/bin/env', '-i', `PATH=${bareEnvironment.PATH}`];
      const played = await playCommand([...command, ...commandOf(runs('sh', '-c', script))], []);
      expect([played.error, played.exit]).toEqual([null, 0]);
      expect(played.shown.match(/winched/g)).toHaveLength(1);
      expect(played.shown).toContain(' 91');
    },
  );
});

// A person types again what a busy terminal swallowed.
describe.concurrent.each(realShells)('%s', { retry: 2 }, (shell) => {
  const skipped = missing(shell);

  test.skipIf(skipped)(
    `stops a job and goes on with it, and lives on ${skipped ?? ''}`,
    async () => {
      const played = await inShell(shell, { root: at.root, home: aHome(shell) }, [
        ['see', String.raw`\(paper\)`],
        ['type', '\u0003'],
        // The terminal drops what is typed together with a Ctrl-C.
        ['pause', 0.4],
        ...typing('sh -c "echo go-$TERM; exec sleep 60"', 'go-xterm'),
        ['pause', 0.2],
        ['type', '\u001a'],
        ['see', '(?i)stopped|suspended'],
        ...typing('fg', 'sleep'),
        ['pause', 0.3],
        ['type', '\u0003'],
        ['pause', 0.4],
        ['type', '\r'],
        ...typing('~/probe', 'got<1 0077 paper 0>'),
        ['type', 'exit 5\r'],
      ]);
      expect(played).toMatchObject({ error: null, exit: 5 });
    },
  );

  test.skipIf(skipped).each(['KILL', 'HUP'])(
    `goes when we get %s, and leaves no timer ${skipped ?? ''}`,
    async (signal) => {
      const around = { root: at.root, home: aHome(shell), options: ['--for', '20m'] };
      const wrapped = ['/bin/sh', '-c', 'echo wrapper:$$; exec "$@"', 'sh'];
      const played = await playCommand(
        [...wrapped, ...opening(shell, around)],
        [
          ['see', String.raw`wrapper:(?P<wrapper>\d+)`],
          ['see', String.raw`\(paper\)`],
          ...typing(`sh -c 'echo shell:$PPID:$PINE_ENV_UNTIL'`, shellAndEnd),
          // A process that has begun and is not there yet has the words of another.
          ['pause', 0.5],
          ['run', 'ps -eo args | grep -q "[s]hells/timer {shell} {until}$"'],
          ['run', `kill -${signal} {wrapper}`],
        ],
      );
      expect(played.error).toBe(null);
      if (signal === 'KILL') expect(played.signal).toBe(9);
      const [, pid = '', over = ''] = /shell:(\d+):(\d+)/.exec(played.shown) ?? [];
      await until(() => !isAlive(Number(pid)));
      await until(() => !timersOf(pid, over));
    },
  );
});

const shellAndEnd = String.raw`shell:(?P<shell>\d+):(?P<until>\d+)`;

/** True while a timer for this shell runs. */
function timersOf(pid: string, over: string): boolean {
  const ran = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return ran.stdout.split('\n').some((line) => line.endsWith(`shells/timer ${pid} ${over}`));
}
