import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leakSources } from '../../src/adapters/scan/leak-sources.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Processes } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, tell } from './a-host.ts';
import { madeUp, plainPlan, rootAfter } from './a-root.ts';
import { layDown } from './tree.ts';
import { ownOf } from './under-a-profile.ts';

const liveHook = madeUp('traderspost', 'live orders 1');
const paperKey = madeUp('databento', 'paper feed 1');

type Files = Readonly<Record<string, string>>;

async function anAccount(files: Files) {
  const [home, root] = [scratch(), scratch()];
  layDown(await rootAfter(plainPlan), root);
  for (const [name, text] of Object.entries(files)) put(home, name, text);
  return { home, root };
}

function put(home: string, name: string, text: string): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
}

function startedFrom(plain: Files, more: Partial<Processes> = {}): Processes {
  return {
    canLook: true,
    isElsewhere: () => false,
    all: () => [],
    environment: async () => ({ kind: 'closed', why: 'gone' }) as const,
    own: () => ownOf(plain),
    ...more,
  };
}

async function seenIn(
  account: Awaited<ReturnType<typeof anAccount>>,
  own: Files = {},
  more: Circumstances = {},
  line = 'check --account',
) {
  const { home, root } = account;
  const processes = startedFrom({ PATH: '/usr/bin', ...own });
  const sources = leakSources({}, '/');
  const host = aHost({ home, processes, leakSources: sources, ...more });
  const told = await tell(line, root, host);
  const text = JSON.stringify(told);
  for (const value of [liveHook, paperKey]) expect(text).not.toContain(value);
  const findings = told.findings as readonly Record<string, string>[];
  return {
    code: told.code,
    rows: findings.map(({ rule, severity, where }) => `${severity} ${rule} ${where}`),
    messages: findings.map(({ message }) => message),
    remedies: findings.map(({ remedy }) => remedy),
  };
}

describe('check --account', () => {
  test('finds nothing where nothing lies about, whatever the keys are named in', async () => {
    const account = await anAccount({
      '.bashrc': '# DATABENTO_API_KEY=x\nexport EDITOR=vi DATABENTO_API_KEY=your_key_here\n',
      '.bash_history': 'pine-env run paper -- worker\nunset DATABENTO_API_KEY\n',
    });
    const own = { DATABENTO_API_KEY: '', PGHOST: 'db' };
    expect(await seenIn(account, own)).toMatchObject({ code: 0, rows: [] });
  });

  test('finds keys in the environment by value, and by name where the value is nobody’s', async () => {
    const own = { X: `curl ${liveHook}`, DATABENTO_API_KEY: 'somebody-else-s', PGHOST: 'db' };
    const seen = await seenIn(await anAccount({}), own);
    expect(seen.rows).toEqual([
      'warning keys-in-environment the environment DATABENTO_API_KEY',
      'warning keys-in-environment the environment X',
    ]);
    expect(seen.messages[0]).toContain('a value of DATABENTO_API_KEY');
    expect(seen.messages[1]).toContain('the live value of TRADERSPOST_WEBHOOK_URL');
    // pine_forget knows registered names, and X is none.
    expect(seen.remedies).toEqual([
      'unset DATABENTO_API_KEY; every registered key at once: pine_forget (see pine-env shell-init --help)',
      'unset X',
    ]);
    expect(seen.code).toBe(0);
  });

  test('has nothing against what a shell of ours was given, but against what is not its own', async () => {
    const own = { PINE_ENV_PROFILE: 'paper', DATABENTO_API_KEY: paperKey, X: liveHook };
    const seen = await seenIn(await anAccount({}), own);
    expect(seen.rows).toEqual(['warning keys-in-environment the environment X']);
  });

  test.each([
    '.bashrc',
    '.profile',
    '.zshrc',
    '.zshenv',
    '.pam_environment',
    '.config/fish/config.fish',
    '.config/fish/conf.d/keys.fish',
    '.config/fish/fish_variables',
    '.config/environment.d/10-keys.conf',
    '.tmux.conf',
    '.bashrc.d/keys',
  ])('finds a value in %s, and its line', async (file) => {
    const seen = await seenIn(await anAccount({ [file]: `# mine\nX=${liveHook}\n` }));
    expect(seen.rows).toEqual([`warning keys-in-startup-file ~/${file}:2`]);
    expect(seen.remedies[0]).toContain('pine-env rotate TRADERSPOST_WEBHOOK_URL --profile live');
  });

  test('follows the links of those who keep their files elsewhere, and what the environment names', async () => {
    const account = await anAccount({ 'dotfiles/bashrc': `A=${paperKey}\n`, 'z/.zshrc': '' });
    symlinkSync(join(account.home, 'dotfiles/bashrc'), join(account.home, '.bashrc'));
    put(account.home, 'z/.zshenv', `B=${paperKey}\n`);
    const seen = await seenIn(account, { ZDOTDIR: join(account.home, 'z') });
    expect(seen.rows).toEqual([
      'warning keys-in-startup-file ~/.bashrc:1',
      'warning keys-in-startup-file ~/z/.zshenv:1',
    ]);
  });

  test.each(['.bash_history', '.zsh_history', '.local/share/fish/fish_history'])(
    'finds a value and a name in %s',
    async (file) => {
      const text = `ls\ncurl -d @x ${liveHook}\nexport DATABENTO_API_KEY=typed-by-hand\n`;
      const seen = await seenIn(await anAccount({ [file]: text }));
      expect(seen.rows).toEqual([
        `warning keys-in-history ~/${file}:2`,
        `warning keys-in-history ~/${file}:3`,
      ]);
    },
  );

  test('finds what tmux hands on, and says how to take it away there', async () => {
    const environments = [
      {
        where: 'tmux default, every session',
        takeAway: 'tmux set-environment -gu',
        variables: new Map([
          ['TERM', Secret.of('screen')],
          ['X', Secret.of(liveHook)],
        ]),
      },
    ];
    const unread = [{ where: 'tmux work', why: 'it gave no answer in time' }];
    const multiplexers = { tmux: async () => ({ environments, unread }) };
    const seen = await seenIn(await anAccount({}), {}, { multiplexers });
    expect(seen.rows).toEqual([
      'warning keys-in-terminal-multiplexer tmux default, every session X',
      'warning keys-in-terminal-multiplexer tmux work',
    ]);
    expect(seen.remedies[0]).toBe('tmux set-environment -gu X');
  });

  test.each([
    ['itself', 0],
    ['a window of it, where its own is shut', 1],
  ])('finds what screen hands on, told by %s', async (_by, teller) => {
    const uid = process.getuid?.() ?? 0;
    const glance = { uid, startedAt: 0, startTicks: '1' };
    const command = (word: string) => [Secret.of(word)];
    const all = [
      { ...glance, pid: 40, program: 'screen', command: command('SCREEN') },
      { ...glance, pid: 41, program: 'bash', command: command('bash') },
      { ...glance, pid: 42, program: 'screen', command: command('screen') },
    ];
    const environment = async ({ pid }: { readonly pid: number }) => {
      if (pid === 40 && teller === 1) return { kind: 'closed', why: 'not-permitted' } as const;
      return pid === 40 || pid === 41
        ? ownOf({ STY: '40.pts-1.host', X: liveHook })
        : ownOf({ STY: '99.other', Y: liveHook });
    };
    const processes = startedFrom({}, { all: () => all, environment });
    const seen = await seenIn(await anAccount({}), {}, { processes });
    expect(seen.rows).toEqual(['warning keys-in-terminal-multiplexer screen 40 X']);
    expect(seen.remedies).toEqual(['screen -S 40 -X unsetenv X']);
  });

  test('says of a screen that shows nothing that nobody can tell', async () => {
    const uid = process.getuid?.() ?? 0;
    const command = [Secret.of('/usr/bin/SCREEN')];
    const screen = { uid, startedAt: 0, startTicks: '1', pid: 40, program: 'screen', command };
    const processes = startedFrom({}, { all: () => [screen] });
    const seen = await seenIn(await anAccount({}), {}, { processes });
    expect(seen.rows).toEqual(['warning keys-in-terminal-multiplexer screen 40']);
  });

  test('is about nothing else, and may be about one of its rules', async () => {
    const account = await anAccount({ '.bashrc': `A=${paperKey}\n`, '.bash_history': liveHook });
    const line = 'check --account --only keys-in-history';
    const seen = await seenIn(account, {}, {}, line);
    expect(seen.rows).toEqual(['warning keys-in-history ~/.bash_history:1']);
    const named = await seenIn(account, {}, {}, 'check paper --only keys-in-startup-file');
    expect(named.rows).toEqual(['warning keys-in-startup-file ~/.bashrc:1']);
  });

  test.each([
    ['check --account --all', 'one-subject'],
    ['check --account --file x', 'one-subject'],
    ['check --file x --all', 'one-subject'],
    ['check --account --only env-file-mode', 'unknown-rule'],
    ['check --file x --only unit-user', 'unknown-rule'],
  ])('%s is misused', async (line, rule) => {
    const { root } = await anAccount({});
    expect(await tell(line, root, aHost())).toMatchObject({ code: 2, error: { rule } });
  });

  test('is asked for: neither check, nor status, nor use looks into anybody’s account', async () => {
    const account = await anAccount({ '.bashrc': `A=${liveHook}\n` });
    const shut = {
      leakSources: {
        read: async () => {
          throw new Error('a history was read');
        },
        places: async () => new Map(),
        repositoryOf: async () => undefined,
      },
      multiplexers: {
        tmux: async () => {
          throw new Error('tmux was asked');
        },
      },
    };
    for (const line of ['check paper', 'check --all', 'use paper', 'status']) {
      const seen = await seenIn(account, { X: liveHook }, shut, line);
      expect(seen.rows.filter((row) => row.includes('keys-in-'))).toEqual([]);
    }
  });

  test('does not pass where the registry or every profile is broken', async () => {
    const account = await anAccount({});
    writeFileSync(join(account.root, 'profiles/keys.yaml'), 'keys: [');
    const seen = await seenIn(account);
    expect(seen).toMatchObject({ code: 1, rows: ['error registry-unusable profiles/keys.yaml:1'] });
  });
});
