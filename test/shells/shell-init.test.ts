import { existsSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetText } from '../../src/domain/shell-init/segment-text.ts';
import { type TextShell, textShells } from '../../src/domain/shell-init/text-shell.ts';
import { leaks } from '../faults/canary.ts';
import { copyOf, must, sandbox } from '../faults/sandbox.ts';
import { inShell, missing, typing } from './in-a-shell.ts';
import { afterReading, atPrompt, homeWith, interactive, textOf } from './texts.ts';

const at = { root: '' };
const texts = new Map<TextShell, string>();

beforeAll(async () => {
  at.root = await sandbox();
  await must(['use', 'paper', '--quiet', '--root', at.root]);
  for (const shell of textShells) texts.set(shell, await textOf('shell-init', shell));
});
afterAll(() => expect(leaks().found).toEqual([]));

/** Points the link of a root at something. */
function link(root: string, target: string | undefined): void {
  const path = join(root, 'Deployment/env/pine-trader.env');
  unlinkSync(path);
  if (target !== undefined) symlinkSync(target, path);
}

const live = (text: string) => (root: string) => {
  writeFileSync(join(root, 'profiles/live.yaml'), text);
  link(root, 'pine-trader.live.env');
};
const pair = 'pine-trader.env: pine-trader.live.env';

/** What is done to a root where paper is linked, and what the segment says then. */
const states: readonly (readonly [what: string, change: (root: string) => void, says: string])[] = [
  ['paper', () => undefined, '(-> paper) safe'],
  ['live', (root) => link(root, 'pine-trader.live.env'), '[-> LIVE] live'],
  ['by another way', (root) => link(root, '../env/pine-trader.live.env'), '[-> LIVE] live'],
  ['nowhere', (root) => link(root, 'gone.env'), '[-> ?] odd'],
  ['nothing', (root) => link(root, undefined), '(-> nothing) none'],
  ['a file of nobody', (root) => link(root, 'worker.env.example'), '[-> ?] odd'],
  [
    'a copy',
    (root) => {
      link(root, undefined);
      writeFileSync(join(root, 'Deployment/env/pine-trader.env'), 'A=1\n');
    },
    '[-> ?] odd',
  ],
  [
    'paper and, under another link, live',
    (root) => {
      const text = `tier: live\nlinks:\n  ${pair}\n  b.env: pine-trader.live.env\n`;
      writeFileSync(join(root, 'profiles/live.yaml'), text);
      symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/b.env'));
    },
    '[-> MIXED] live',
  ],
  ['live, in part', live(`tier: live\nlinks:\n  ${pair}\n  b.env: b\n`), '[-> MIXED] live'],
  ['live, in braces', live(`tier: "live"\nlinks: { ${pair} }\n`), '[-> LIVE] live'],
  [
    'live, as DOS writes',
    live(`tier: live # x\r\n\r\nlinks:\r\n\r\n  ${pair} # x\r\n`),
    '[-> LIVE] live',
  ],
  ['live with an anchor', live(`tier: &a live\nlinks:\n  ${pair}\n`), '[-> ?] odd'],
  ['live with an alias', live('tier: live\nlinks: *links\n'), '[-> ?] odd'],
  ['live with braces over lines', live(`tier: live\nlinks: {\n  ${pair},\n  }\n`), '[-> ?] odd'],
];

const say = '__pine_init_segment; printf "%s %s\\n" "$pine_env_segment" "$__pine_colour"';

describe.each(textShells)('%s', (shell) => {
  const skipped = missing(shell);
  const text = () => texts.get(shell) ?? '';
  const saying = (cwd: string, env: Readonly<Record<string, string>> = {}) =>
    afterReading(shell, text(), say, { cwd, env });

  test.skipIf(skipped)(`says where the links lead ${skipped ?? ''}`, async () => {
    const said = await Promise.all(
      states.map(async ([what, change]) => {
        const root = copyOf(at.root);
        change(root);
        const { out, err } = await saying(join(root, 'Deployment/systemd'));
        return [what, `${out}${err}`];
      }),
    );
    expect(said).toEqual(states.map(([what, , says]) => [what, `${says}\n`]));
  });

  test.skipIf(skipped)(`finds the root as the program does, or says nothing`, async () => {
    const other = await textOf('shell-init', shell, ['--root', at.root]);
    expect((await saying('/', { PINE_ENV_ROOT: at.root })).out).toBe('(-> paper) safe\n');
    expect((await afterReading(shell, other, say, { cwd: '/' })).out).toBe('(-> paper) safe\n');
    if (existsSync('/opt/pine')) return;
    expect((await saying('/')).out).toBe(' none\n');
  });

  test.skipIf(skipped)(`in a child of a profile shows that one, and runs no name`, async () => {
    const under = (name: string, tier: string) =>
      saying(at.root, { PINE_ENV_PROFILE: name, PINE_ENV_TIER: tier });
    expect((await under('live', 'live')).out).toBe('[LIVE] live\n');
    expect((await under('prod', 'live')).out).toBe('[LIVE: prod] live\n');
    expect((await under('paper', 'safe')).out).toBe('(paper) safe\n');
    expect((await under('$(echo ran)', 'safe')).out).toBe('(?) odd\n');
  });

  test.skipIf(skipped)(`forgets every registered key, and says which`, async () => {
    const env = { DATABENTO_API_KEY: 'x', TRADERSPOST_WEBHOOK_URL: 'y', OTHER: 'z' };
    const look = 'printf "<%s%s%s>\\n" "$DATABENTO_API_KEY" "$TRADERSPOST_WEBHOOK_URL" "$OTHER"';
    const forget = `pine_forget\n${look}`;
    const again = await afterReading(shell, text(), 'pine_forget', { cwd: at.root });
    expect(again).toMatchObject({ code: 0, out: `${forgetText.none}\n` });
    const there = await afterReading(shell, text(), forget, { cwd: at.root, env });
    expect(there).toMatchObject({
      out: `${forgetText.gone}\n    TRADERSPOST_WEBHOOK_URL\n    DATABENTO_API_KEY\n<z>\n`,
      err: '',
    });
    // Known when the text was made, wherever one stands now.
    const made = await textOf('shell-init', shell, ['--root', at.root]);
    const baked = made.replaceAll(at.root, '/nowhere');
    const away = await afterReading(shell, baked, forget, { cwd: '/', env });
    expect(away.out).toContain('DATABENTO_API_KEY\n<z>\n');
    if (existsSync('/opt/pine')) return;
    const nowhere = await afterReading(shell, text(), 'pine_forget', { cwd: '/', env });
    expect(nowhere).toMatchObject({ code: 1, out: '' });
    expect(nowhere.err).toBe(`${forgetText.blind}\n`);
  });
});

describe.each(['bash', 'zsh'] as const)('%s', (shell) => {
  test.skipIf(missing(shell))('says of a key that is read-only that it is still set', async () => {
    const script = 'readonly DATABENTO_API_KEY=x\npine_forget';
    const ran = await afterReading(shell, texts.get(shell) ?? '', script, { cwd: at.root });
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.err).toBe('pine-env: read-only, so still set: DATABENTO_API_KEY\n');
  });
});

/** The processes that a shell started on a terminal, where Enter was struck so many times. */
async function startedAt(shell: TextShell, rc: string, times: number): Promise<number> {
  // fish's own prompt asks git.
  const plain = shell === 'fish' ? "function fish_prompt\n  printf '> '\nend\n" : '';
  const home = homeWith(shell, `${plain}${rc}\ncd ${at.root}`, { text: texts.get(shell) ?? '' });
  const calls = 'trace=execve,fork,vfork,clone,clone3';
  const traced = [
    '/usr/bin/strace',
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-e',
    calls,
    '-o',
    join(home, 'trace'),
  ];
  const enters = Array.from({ length: times }, () => typing('', String.raw`-> paper\)`)).flat();
  const played = await atPrompt([...traced, ...interactive(shell, home)], enters);
  expect(played).toMatchObject({ exit: 0, error: null });
  const lines = readFileSync(join(home, 'trace'), 'utf8').split('\n');
  // A thread is no process, and a call that was interrupted is told in two lines.
  return lines.filter((line) => line !== '' && !/CLONE_THREAD|resumed/.test(line)).length;
}

const noStrace = existsSync('/usr/bin/strace') ? undefined : 'skipped: needs strace';
const reads = 'source ~/text';

describe.concurrent.each(textShells)('%s on a terminal', { retry: 2 }, (shell) => {
  const skipped = missing(shell) ?? noStrace;

  test.skipIf(skipped)(`starts no process for a prompt ${skipped ?? ''}`, async () => {
    const [one, five] = await Promise.all([startedAt(shell, reads, 1), startedAt(shell, reads, 5)]);
    expect(five).toBe(one);
  });

  test.skipIf(skipped)('would be seen to start one', async () => {
    const prompt = {
      bash: `${reads}\nPS1='$(:)> '`,
      zsh: `${reads}\nsetopt promptsubst\nPROMPT='$(:)> '`,
      fish: `${reads}\nfunction before --on-event fish_prompt\n  command true\nend`,
    }[shell];
    const [one, three] = await Promise.all([
      startedAt(shell, prompt, 1),
      startedAt(shell, prompt, 3),
    ]);
    expect(three - one).toBeGreaterThanOrEqual(2);
  });

  test.skipIf(missing(shell))(
    'is red on live, follows the link, and keeps the exit code',
    async () => {
      const root = copyOf(at.root);
      const home = homeWith(shell, `${reads}\n${reads}\ncd ${root}`, {
        text: texts.get(shell) ?? '',
      });
      const status = shell === 'fish' ? '$status' : '$?';
      const to = (name: string) => `ln -sfn pine-trader.${name}.env Deployment/env/pine-trader.env`;
      const played = await atPrompt(interactive(shell, home), [
        ...typing(to('live'), String.raw`\[-> LIVE\]`),
        ...typing('sh -c "exit 7"', String.raw`\[-> LIVE\]`),
        ...typing(`echo code:${status}`, 'code:7'),
        ...typing(to('paper'), String.raw`\(-> paper\)`),
        ...typing('cd /', '[#>$] '),
        ...typing('echo away-$TERM', 'away-xterm'),
      ]);
      expect(played).toMatchObject({ exit: 0, error: null });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
      expect(played.shown).toMatch(/\u001b\[(?:[0-9;]*;)?41m[^\n]*\[-> LIVE\]/);
      expect(played.shown).not.toMatch(/paper\) \(-> paper/);
      expect(played.shown.split('away-xterm').at(-1)).not.toContain('->');
    },
  );

  test.skipIf(missing(shell))('leaves the badge of a shell of ours alone', async () => {
    const home = homeWith(shell, reads, { text: texts.get(shell) ?? '' });
    const played = await inShell(shell, { root: at.root, home }, [
      ['see', String.raw`\(paper\)`],
      ...typing(`cd ${at.root}`, String.raw`\(paper\)`),
      ...typing('echo in-$TERM', 'in-xterm'),
      ['see', String.raw`\(paper\)`],
      ['type', 'exit\r'],
    ]);
    expect(played).toMatchObject({ exit: 0, error: null });
    expect(played.shown).not.toContain('->');
    expect(played.shown).not.toMatch(/\(paper\) \S*\(paper\)/);
  });
});
