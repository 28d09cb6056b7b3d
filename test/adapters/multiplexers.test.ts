import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { multiplexers } from '../../src/adapters/multiplexers.ts';
import { processesIn } from '../../src/adapters/proc.ts';
import { screenEnvironments } from '../../src/steps/look-at-screen.ts';
import { scratch } from '../scratch.ts';
import { until } from '../systemd/until.ts';

const uid = process.getuid?.() ?? 0;
const noTmux = existsSync('/usr/bin/tmux') ? undefined : 'skipped: needs tmux';
const noScreen = existsSync('/usr/bin/screen') ? undefined : 'skipped: needs screen';

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

/** Where tmux keeps the sockets of these tests, out of anybody's way. */
function place(): string {
  const directory = scratch();
  mkdirSync(join(directory, `tmux-${uid}`), { mode: 0o700 });
  return directory;
}

function tmux(directory: string, words: readonly string[], more: Record<string, string> = {}) {
  const env = { PATH: '/usr/bin:/bin', HOME: directory, TMUX_TMPDIR: directory, ...more };
  execFileSync('tmux', ['-f', '/dev/null', ...words], { env });
}

function started(directory: string, name: string, more: Record<string, string>): void {
  tmux(directory, ['-L', name, 'new-session', '-d', '-s', 'desk', 'sleep 60'], more);
  endings.push(() => tmux(directory, ['-L', name, 'kill-server']));
}

async function asked(directory: string, environment: Record<string, string> = {}) {
  const told = await multiplexers({
    uid,
    environment: { TMUX_TMPDIR: directory, ...environment },
  }).tmux();
  return {
    unread: told.unread,
    rows: told.environments.map(({ where, takeAway, variables }) => ({
      where,
      takeAway,
      x: variables.get('X')?.reveal(),
    })),
  };
}

describe.skipIf(noTmux)(`the real tmux (${noTmux ?? 'is here'})`, () => {
  test('tells what new windows of every session get, and how that is undone', async () => {
    const directory = place();
    started(directory, 'default', { X: 'a=b' });
    const { rows, unread } = await asked(directory);
    expect(unread).toEqual([]);
    expect(rows[0]).toEqual({
      where: 'tmux default, every session',
      takeAway: 'tmux set-environment -gu',
      x: 'a=b',
    });
    tmux(directory, ['set-environment', '-gu', 'X']);
    expect((await asked(directory)).rows[0]?.x).toBeUndefined();
  });

  test('tells what one session alone was given, and of every server', async () => {
    const directory = place();
    started(directory, 'default', {});
    started(directory, 'work', { X: 'w' });
    tmux(directory, ['set-environment', '-t', 'desk', 'X', 'mine']);
    tmux(directory, ['set-environment', '-t', 'desk', '-r', 'PATH']);
    const { rows } = await asked(directory);
    const socket = join(directory, `tmux-${uid}/work`);
    expect(rows).toEqual([
      expect.objectContaining({ where: 'tmux default, every session', x: undefined }),
      {
        where: 'tmux default, session $0',
        takeAway: 'tmux set-environment -t \\$0 -u',
        x: 'mine',
      },
      {
        where: 'tmux work, every session',
        takeAway: `tmux -S ${socket} set-environment -gu`,
        x: 'w',
      },
      expect.objectContaining({ where: 'tmux work, session $0', x: undefined }),
    ]);
    execFileSync('sh', ['-c', `${rows[1]?.takeAway} X`], { env: { TMUX_TMPDIR: directory } });
    expect((await asked(directory)).rows[1]?.x).toBeUndefined();
  });

  test('is found through TMUX where its socket lies elsewhere', async () => {
    const directory = place();
    const socket = join(directory, 'elsewhere');
    tmux(directory, ['-S', socket, 'new-session', '-d', 'sleep 60'], { X: 'e' });
    endings.push(() => tmux(directory, ['-S', socket, 'kill-server']));
    const { rows } = await asked(scratch(), { TMUX: `${socket},1,0` });
    expect(rows[0]).toMatchObject({ where: 'tmux elsewhere, every session', x: 'e' });
  });

  test.skipIf(uid !== 0)(
    'is not asked where its socket is a stranger’s (skipped: needs root)',
    async () => {
      const directory = place();
      started(directory, 'default', { X: 'x' });
      chownSync(join(directory, `tmux-${uid}/default`), 65534, 65534);
      expect(await asked(directory)).toEqual({ rows: [], unread: [] });
    },
  );

  test('is not started by the question, and a server that has ended is none', async () => {
    const directory = place();
    expect(await asked(directory)).toEqual({ rows: [], unread: [] });
    started(directory, 'default', {});
    endings.pop()?.();
    writeFileSync(join(directory, `tmux-${uid}/a-file`), '');
    const ended = await until('the server to be gone', async () => {
      const told = await asked(directory);
      return told.rows.length === 0 ? told : undefined;
    });
    expect(ended.unread).toEqual([]);
  });
});

describe.skipIf(noScreen)(`the real screen (${noScreen ?? 'is here'})`, () => {
  test('shows what its windows get', async () => {
    const directory = scratch();
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: directory,
      SCREENDIR: directory,
      TERM: 'xterm',
      PINE_TEST: directory,
    };
    const child = spawn('screen', ['-D', '-m', '-S', 'desk', 'sleep', '60'], { env });
    endings.push(() => void child.kill('SIGTERM'));
    const found = await until('screen to be seen', async () => {
      const told = await screenEnvironments(processesIn('/proc'), uid);
      return told.environments.find(
        ({ variables }) => variables.get('PINE_TEST')?.reveal() === directory,
      );
    });
    expect(found.takeAway).toMatch(/^screen -S \d+ -X unsetenv$/);
  });
});
