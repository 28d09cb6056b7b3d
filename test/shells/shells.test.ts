import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { commandOf } from '../faults/program.ts';
import { journalOf, must, sandbox } from '../faults/sandbox.ts';
import { consenting } from '../faults/terminal.ts';
import { keysOf } from '../gate/a-worker.ts';
import { aHome, inShell, missing, type RealShell, realShells, typing } from './in-a-shell.ts';

const at = { root: '' };

beforeAll(async () => {
  at.root = await sandbox();
  await must(['use', 'paper', '--quiet', '--root', at.root]);
});

/** How each of them says what the others say otherwise. */
const words: Readonly<
  Record<RealShell, { set: (name: string, value: string) => string; history: string }>
> = {
  bash: {
    set: (name, value) => `export ${name}='${value}'`,
    history: 'HISTFILE=~/.history; HISTSIZE=100',
  },
  zsh: {
    set: (name, value) => `export ${name}='${value}'`,
    history: 'HISTFILE=~/.history; SAVEHIST=100',
  },
  fish: { set: (name, value) => `set -gx ${name} '${value}'`, history: '' },
  sh: { set: (name, value) => `export ${name}='${value}'`, history: 'HISTFILE=~/.history' },
};

/** Every text below a home. */
function textsIn(home: string): string {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'probe')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe.concurrent.each(realShells)('%s', { retry: 2 }, (shell) => {
  const skipped = missing(shell);

  describe.skipIf(skipped).concurrent(`on a terminal ${skipped ?? ''}`, () => {
    test('has its badge, its keys, a shut umask, no history, and an exit code that is ours', async () => {
      const { set, history } = words[shell];
      const rc = [
        history,
        'alias theirs="echo their-own"',
        set('DATABENTO_API_KEY', ''),
        'umask 022',
      ];
      const home = aHome(shell, rc.join('\n'));
      const nested = commandOf(['shell', 'paper', '--root', at.root]).join(' ');
      const played = await inShell(shell, { root: at.root, home }, [
        ['see', String.raw`\(paper\)`],
        ...typing('~/probe', 'got<1 0077 paper 0>'),
        ...typing('theirs', 'their-own\r\n'),
        ...typing('echo remember-$TERM', 'remember-xterm'),
        ...typing(nested, 'shell-nested'),
        ...typing('sh -c "exit 3"', String.raw`\(paper\)`),
        ['pause', 0.3],
        ['type', 'exit 7\r'],
      ]);
      expect(played).toMatchObject({ exit: 7, error: null, sane: true });
      expect(textsIn(home)).not.toContain('remember-');
    });

    test('loses its keys when its time is over, and says so, before the next command', async () => {
      const played = await inShell(
        shell,
        { root: at.root, home: aHome(shell), options: ['--for', '4s'] },
        [
          ['see', String.raw`\(paper\)`],
          ...typing('~/probe', 'got<1 0077 paper 0>'),
          ['pause', 4.5],
          ...typing('~/probe', 'got<0 0077 paper 0>'),
          ['see', String.raw`\(paper is over\)`],
          ['type', 'exit\r'],
        ],
      );
      expect(played).toMatchObject({ exit: 0, error: null });
      expect(played.shown).toContain('the time of paper is over');
    });

    test('is left alone by its timer once it has become another program', async () => {
      const played = await inShell(
        shell,
        { root: at.root, home: aHome(shell), options: ['--for', '2s'] },
        [
          ['see', String.raw`\(paper\)`],
          ...typing("exec sh -c 'sleep 3; echo alive-$TERM; exit 6'", 'alive-xterm'),
        ],
      );
      expect(played).toMatchObject({ exit: 6, error: null });
    });

    test('on live is red, asks for the phrase once, and again when its time is over', async () => {
      const run = commandOf(['run', 'live', '--root', at.root, '--', 'echo', 'ran-$TERM']).join(
        ' ',
      );
      const played = await inShell(
        shell,
        { root: at.root, home: aHome(shell), profile: 'live', options: ['--for', '7s'] },
        [
          ...consenting,
          ['see', String.raw`\[LIVE\]`],
          ...typing('~/probe', 'got<1 0077 live 0>'),
          ...typing(run, 'ran-xterm'),
          ['pause', 7.2],
          ...typing('~/probe', 'got<0 0077 live 0>'),
          ...typing(run, 'To go on, type this line'),
          ['pause', 0.3],
          ['type', '\u0004'],
          ['see', 'no-answer'],
          ['pause', 0.3],
          ['type', 'exit 0\r'],
        ],
      );
      expect(played).toMatchObject({ exit: 0, error: null });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
      expect(played.shown).toMatch(/\u001b\[(?:[0-9;]*;)?41m[^\n]*\[LIVE\]/);
    });

    test('has no key where its person’s own files cut the start short', async () => {
      const cut = shell === 'fish' ? 'set -e ENV; exec sh' : 'unset ENV; exec sh -i';
      const home = aHome(shell, cut);
      const played = await inShell(shell, { root: at.root, home }, [
        ...typing('~/probe', 'got<0 '),
        ['type', 'exit\r'],
      ]);
      expect(played).toMatchObject({ error: null });
    });

    test('takes a key of somebody else out of what its person’s own files set', async () => {
      const { DATABENTO_API_KEY: live = '' } = keysOf(at.root, 'live');
      const home = aHome(shell, words[shell].set('TRADERSPOST_WEBHOOK_URL', live));
      const options = ['--only', 'DATABENTO_API_KEY'];
      const played = await inShell(shell, { root: at.root, home, options }, [
        ['see', String.raw`\(paper\)`],
        ...typing('env | grep -c ^TRADERSPOST_WEBHOOK_URL= | sed s/^/count:/', 'count:0'),
        ['type', 'exit\r'],
      ]);
      expect(played).toMatchObject({ error: null });
    });
  });
});

test('the journal knows of every shell on live, and no secret stood on a terminal', () => {
  const opened = realShells.filter((shell) => missing(shell) === undefined);
  const notes = journalOf(at.root).filter(({ verb, kind }) => verb === 'shell' && kind === 'noted');
  expect(notes.map(({ note }) => note).sort()).toEqual(
    opened.map((shell) => `open a ${shell} shell`).sort(),
  );
  expect(leaks().found).toEqual([]);
});
