import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TextShell, textShells } from '../../src/domain/shell-init/text-shell.ts';
import { sandbox } from '../faults/sandbox.ts';
import type { Step } from '../faults/terminal.ts';
import { missing } from './in-a-shell.ts';
import { afterReading, atPrompt, bashCompletion, homeWith, interactive, textOf } from './texts.ts';

const at = { root: '' };
const texts = new Map<TextShell, string>();

/** Names of files that would do harm if a shell ever ran them. */
const hostile = [
  '$(touch RAN)',
  '`touch RAN`',
  'a;touch RAN',
  'b\ntouch RAN',
  "c'd",
  '-e',
  'Z',
  '*',
];

beforeAll(async () => {
  at.root = await sandbox();
  for (const name of hostile)
    writeFileSync(join(at.root, 'profiles', `${name}.yaml`), 'tier: safe');
  const oneLine = hostile.filter((name) => !name.includes('\n'));
  const hostileKeys = oneLine.map((name) => `  ${name}:\n    secret: true\n`).join('');
  appendFileSync(join(at.root, 'profiles/keys.yaml'), hostileKeys);
  for (const shell of textShells) texts.set(shell, await textOf('completion', shell));
});

const shipped = readFileSync('profiles/keys.yaml', 'utf8');
const registered = [...shipped.matchAll(/^ {2}([A-Z_]+):$/gm)].map(([, name]) => name ?? '');

/** A command line up to its cursor, and what is offered there. */
const lines: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['pine-env us', ['use']],
  ['pine-env use ', ['ci', 'live', 'paper']],
  ['pine-env use --d', ['--dry-run']],
  ['pine-env use --root {root} l', ['live']],
  ['pine-env --root {root} use l', ['live']],
  ['pine-env --root={root} use l', ['live']],
  ['pine-env keys DATABENTO', ['DATABENTO_API_KEY']],
  ['pine-env explain POLICY', ['POLICY_KILLSWITCH']],
  ['pine-env explain ', [...registered, 'Z'].toSorted()],
  ['pine-env explain --loader py', ['python-dotenv']],
  ['pine-env rotate DATABENTO_API_KEY --profile p', ['paper']],
  ['pine-env keys --attest TRADERSPOST_W', ['TRADERSPOST_WEBHOOK_URL']],
  ['pine-env check --only env-file-mo', ['env-file-mode']],
  ['pine-env diff paper l', ['live']],
  ['pine-env diff paper live ', []],
  ['pine-env shell paper --shell z', ['zsh']],
  ['pine-env keys --format ', ['html', 'md']],
  ['pine-env completion f', ['fish']],
  ['pine-env use --reason ', []],
  ['pine-env nonsense ', []],
];

const inBash = (line: string) => {
  const cut = line.replaceAll('=', ' = ').split(' ');
  const words = cut.map((word) => `'${word}'`).join(' ');
  return `COMP_WORDS=(${words}); COMP_CWORD=${cut.length - 1}; __pine_complete; printf '%s\\n' "\${COMPREPLY[@]}" .`;
};
const inFish = (line: string) => `complete -C '${line}'; echo .`;

describe.each([
  ['bash', inBash],
  ['fish', inFish],
] as const)('%s, asked by itself', (shell, asked) => {
  const skipped = missing(shell);

  test.skipIf(skipped)(`offers what belongs there ${skipped ?? ''}`, async () => {
    const script = lines.map(([line]) => asked(line.replaceAll('{root}', at.root))).join('\n');
    const cwd = join(at.root, 'Deployment/env');
    const ran = await afterReading(shell, texts.get(shell) ?? '', script, { cwd });
    const answers = ran.out.split(/^\.\n/m).slice(0, -1);
    const offered = answers.map((answer) =>
      answer.split('\n').flatMap((word) => (word === '' ? [] : [word.split('\t')[0] ?? ''])),
    );
    expect(lines.map(([line], index) => [line, offered[index]?.toSorted()])).toEqual(lines);
    expect(ran.err).toBe('');
    expect(readdirSync(cwd)).not.toContain('RAN');
  });

  test.skipIf(skipped)(`finds the root by its variable, and none elsewhere`, async () => {
    const text = texts.get(shell) ?? '';
    const ask = asked('pine-env use ');
    const named = await afterReading(shell, text, ask, {
      cwd: '/',
      env: { PINE_ENV_ROOT: at.root },
    });
    expect(named.out).toContain('paper\n');
    if (existsSync('/opt/pine')) return;
    expect((await afterReading(shell, text, ask, { cwd: '/' })).out).not.toContain('paper');
  });
});

/** Where each shell looks for such scripts, and a start-up file that makes it look. */
const installed: readonly (readonly [how: string, shell: TextShell, rc: string, path: string])[] = [
  ['bash', 'bash', '. ~/completion', 'completion'],
  [
    'bash with bash-completion',
    'bash',
    `. ${bashCompletion}`,
    '.local/share/bash-completion/completions/pine-env',
  ],
  [
    'zsh',
    'zsh',
    'fpath=(~/functions $fpath); autoload -Uz compinit; compinit -u -d ~/dump',
    'functions/_pine-env',
  ],
  ['fish', 'fish', '', '.config/fish/completions/pine-env.fish'],
];

const tab = (typed: string, shows: string): readonly Step[] => [
  ['pause', 0.2],
  ['type', `\u0015${typed}\t`],
  ['see', shows],
];

describe.concurrent.each(installed)(
  '%s, with a TAB on a terminal',
  { retry: 2 },
  (how, shell, rc, path) => {
    const lacks = how.includes('with') && !existsSync(bashCompletion);
    const skipped = missing(shell) ?? (lacks ? 'skipped: needs bash-completion' : undefined);

    test.skipIf(skipped)(`completes, and runs nothing ${skipped ?? ''}`, async () => {
      const home = homeWith(shell, `${rc}\ncd ${at.root}/Deployment`, {
        [path]: texts.get(shell) ?? '',
      });
      const played = await atPrompt(interactive(shell, home), [
        ...tab('pine-env rollb', 'ack'),
        ...tab('pine-env use pap', 'er'),
        ...tab('pine-env keys --attest TRADERSPOST_W', 'EBHOOK_URL'),
        ...tab(`pine-env --root ${at.root} run li`, 've'),
        ...tab('pine-env check --only env-file-mo', 'de'),
        ...tab('pine-env run paper -- lsbl', 'k'),
      ]);
      expect(played).toMatchObject({ exit: 0, error: null });
      expect(readdirSync(join(at.root, 'Deployment'))).not.toContain('RAN');
      for (const mark of ['RAN', 'STARTED']) expect(readdirSync(home)).not.toContain(mark);
    });
  },
);
