import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bareEnvironment, commandOf } from '../faults/program.ts';
import { noTerminals, playCommand } from '../faults/terminal.ts';
import { asWords, canBecome, keysOf, onPaper } from './a-worker.ts';

const at = { root: '' };
const running = new Set<ChildProcess>();

beforeAll(async () => {
  at.root = await onPaper();
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** A worker that says which signals come to it, until a line `end`. */
const telling = `
  for s in INT TERM HUP QUIT USR1 USR2 CONT WINCH ALRM ABRT; do trap "echo $s" $s; done
  trap 'exit 3' PWR
  echo ready
  while :; do sleep 0.02; done`;

function startWorker(script: string) {
  const [file = '', ...words] = commandOf(['gate', '--root', at.root, '--', 'sh', '-c', script]);
  const child = spawn(file, words, {
    env: { ...bareEnvironment, ...keysOf(at.root, 'paper') },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const ended = new Promise<readonly [number | null, string | null]>((done) =>
    child.on('exit', (code, signal) => done([code, signal])),
  );
  return { child, ended, heard: (line: string) => until(() => said.split('\n').includes(line)) };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 500) throw new Error('waited ten seconds in vain');
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe('a signal to the gate', () => {
  test('comes to the worker, each of them', async () => {
    const { child, ended, heard } = startWorker(telling);
    await heard('ready');
    for (const name of [
      'INT',
      'TERM',
      'HUP',
      'QUIT',
      'USR1',
      'USR2',
      'CONT',
      'WINCH',
      'ALRM',
      'ABRT',
    ]) {
      child.kill(`SIG${name}` as NodeJS.Signals);
      await heard(name);
    }
    child.kill('SIGPWR');
    expect(await ended).toEqual([3, null]);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1'] as const)(
    '%s ends both when the worker lets it, and is what ended the gate',
    async (signal) => {
      const { child, ended, heard } = startWorker('echo ready; exec sleep 60');
      await heard('ready');
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
    },
  );

  test.skipIf(noTerminals)(
    `stops and goes on with the worker, as a shell sees it ${noTerminals ?? ''}`,
    () => {
      const driver = join(import.meta.dirname, 'stop-and-go.py');
      const command = commandOf(['gate', '--root', at.root, '--']);
      const env = { ...bareEnvironment, ...keysOf(at.root, 'paper') };
      const ran = spawnSync('python3', [driver, ...command], {
        env,
        encoding: 'utf8',
        timeout: 30_000,
      });
      expect([ran.stderr, ran.stdout]).toEqual([
        '',
        ['stopped', 'still running', 'ended by 15', ''].join('\n'),
      ]);
    },
  );

  test.skipIf(noTerminals)(`from the keyboard comes once ${noTerminals ?? ''}`, async () => {
    const script =
      'trap "echo got-one" INT; echo ready; for i in 1 2 3 4 5; do sleep 0.2; done; echo over';
    const keys = asWords(keysOf(at.root, 'paper'));
    const command = [
      '/usr/bin/env',
      '-i',
      ...keys,
      ...commandOf(['gate', '--root', at.root, '--']),
    ];
    const steps = [
      ['see', 'ready'],
      ['type', '\x03'],
      ['see', 'over'],
    ] as const;
    const played = await playCommand([...command, 'sh', '-c', script], steps);
    expect([played.error, played.exit]).toEqual([null, 0]);
    expect(played.shown.match(/got-one/g)).toHaveLength(1);
  });

  test.skipIf(!canBecome)('KILL ends the worker, since there is no gate any more', async () => {
    const { child, ended, heard } = startWorker('echo ready; exec sleep 60');
    await heard('ready');
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    await until(() => !isAlive(child.pid ?? 0));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
