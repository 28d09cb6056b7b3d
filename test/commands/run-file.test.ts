import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Outcome, run } from '../../src/cli.ts';
import type { EnvironmentRead } from '../../src/domain/running/process-facts.ts';
import { scratchOutside } from '../scratch.ts';
import { aHost, type Circumstances } from './a-host.ts';
import { envOf, envText, madeUp, plainPlan, rootAfter } from './a-root.ts';
import { aTerminal, consenting, noTerminal, phraseOn, types } from './a-terminal.ts';
import { layDown } from './tree.ts';
import { givenTo, ownOf, told, underProfile } from './under-a-profile.ts';

const plain = ownOf({ PATH: '/usr/bin', EDITOR: 'vi' });
const liveHook = madeUp('traderspost', 'live orders 1');

interface Laptop {
  readonly home: string;
  readonly file: string;
  readonly root: string;
}

/** A home with `secure/pine.env`, and a root whose registry knows the keys of paper and live. */
async function aLaptop(text: string): Promise<Laptop> {
  const home = scratchOutside();
  const [file, root] = [join(home, 'secure/pine.env'), join(home, 'root')];
  mkdirSync(join(home, 'secure'), { mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
  mkdirSync(root, { mode: 0o755 });
  layDown(await rootAfter(plainPlan), root);
  return { home, file, root };
}

function under(
  { home, root, file }: Laptop,
  line: string,
  more: Circumstances = {},
  own: EnvironmentRead = plain,
): Promise<Outcome> {
  return underProfile(root, line.replaceAll('FILE', file), own, { home, ...more });
}

describe('run --file with a registry', () => {
  test('knows paper by its values, and gives it nobody else’s keys', async () => {
    const laptop = await aLaptop(envText('paper'));
    const own = ownOf({ PATH: '/usr/bin', HOOK: liveHook, DATABENTO_API_KEY: 'x' });
    const outcome = await under(laptop, 'run --file FILE -- worker', {}, own);
    expect(told(outcome)).toBe('becomes worker');
    expect(outcome.err).toContain('not handed on: HOOK (a key of live)');
    expect(givenTo(outcome)).toEqual({
      PATH: '/usr/bin',
      DATABENTO_API_KEY: madeUp('databento', 'paper feed 1'),
      TRADERSPOST_WEBHOOK_URL: madeUp('traderspost', 'paper orders 1'),
      POLICY_KILLSWITCH: 'false',
      PINE_ENV_PROFILE: 'paper',
      PINE_ENV_TIER: 'safe',
    });
  });

  test('asks for the phrase where the values are live, whatever the file is called', async () => {
    const laptop = await aLaptop(envText('live'));
    const none = await under(laptop, 'run --file FILE -- worker', { terminal: noTerminal });
    expect(told(none)).toBe('3 no-terminal');
    let shown: readonly string[] = [];
    const terminal = aTerminal((seen) => {
      shown = seen.said;
      return types(phraseOn(seen));
    });
    const outcome = await under(laptop, 'run --file FILE -- worker', { terminal });
    expect(givenTo(outcome)).toMatchObject({ PINE_ENV_PROFILE: 'live', PINE_ENV_TIER: 'live' });
    expect(shown.join('\n')).toContain(`file ${laptop.file}`);
    const journal = readFileSync(join(laptop.root, 'Deployment/state/journal.jsonl'), 'utf8');
    expect(journal).toContain('start worker once');
  });

  test('starts nothing when the file changes while the phrase is typed', async () => {
    const laptop = await aLaptop(envText('live'));
    const terminal = aTerminal((seen) => {
      writeFileSync(laptop.file, `${envText('live')}# x\n`);
      return types(phraseOn(seen));
    });
    const outcome = await under(laptop, 'run --file FILE -- worker', { terminal });
    expect(told(outcome)).toBe('3 changed-since-consent');
  });

  test('takes the profile’s name as a claim that the values must bear out', async () => {
    const paper = await aLaptop(envText('paper'));
    expect(told(await under(paper, 'run paper --file FILE -- worker'))).toBe('becomes worker');
    const other = await under(paper, 'run live --file FILE -- worker', { terminal: consenting });
    expect(told(other)).toBe('3 file-of-another-profile');
  });

  test('gives keys that nobody enrolled to nobody, whatever is typed', async () => {
    const laptop = await aLaptop(envText('zoo'));
    const outcome = await under(laptop, 'run --file FILE -- worker', { terminal: consenting });
    expect(told(outcome)).toBe('3 file-unproven');
  });

  test('refuses a file that holds keys of both', async () => {
    const laptop = await aLaptop(`${envText('paper')}HOOK=${liveHook}\n`);
    const outcome = await under(laptop, 'run --file FILE -- worker', { terminal: consenting });
    expect(told(outcome)).toBe('3 blocked-by-findings');
    expect(outcome.err).toContain('key-of-another-environment');
  });

  const spoils: readonly (readonly [rule: string, spoil: (of: Laptop) => void])[] = [
    ['env-file-mode', ({ file }) => chmodSync(file, 0o640)],
    ['env-file-hard-linked', ({ file }) => linkSync(file, `${file}.2`)],
    ['directory-writable', ({ home }) => chmodSync(join(home, 'secure'), 0o770)],
    ['place-in-git', ({ home }) => mkdirSync(join(home, 'secure/.git'))],
    ['place-in-git', ({ home }) => writeFileSync(join(home, '.git'), 'gitdir: x')],
    ['place-synced', ({ home }) => mkdirSync(join(home, '.stfolder'))],
    ['home-readable', ({ home }) => chmodSync(home, 0o704)],
    [
      'env-file-is-link',
      ({ home, file }) => {
        rmSync(file);
        symlinkSync(join(home, 'root', envOf('paper')), file);
      },
    ],
  ];
  test.each(spoils)('is refused for %s', async (rule, spoil) => {
    const laptop = await aLaptop(envText('paper'));
    spoil(laptop);
    const outcome = await under(laptop, 'run --file FILE -- worker');
    expect(outcome.becomes).toBeUndefined();
    expect(outcome.code).toBe(3);
    const checked = await under(laptop, 'check --file FILE --json');
    const errors = (JSON.parse(checked.out).findings as { rule: string; severity: string }[])
      .filter(({ severity }) => severity === 'error')
      .map((one) => one.rule);
    expect(errors).toContain(rule);
    expect(checked.code).toBe(1);
  });

  test('sees where a link in its path leads', async () => {
    const laptop = await aLaptop(envText('paper'));
    mkdirSync(join(laptop.home, 'Dropbox/keys'), { recursive: true, mode: 0o700 });
    writeFileSync(join(laptop.home, 'Dropbox/keys/a.env'), envText('paper'), { mode: 0o600 });
    symlinkSync(join(laptop.home, 'Dropbox/keys'), join(laptop.home, 'short'));
    const line = `check --file ${laptop.home}/short/a.env --only place-synced`;
    const checked = await under(laptop, line);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('Dropbox');
  });

  test.each([
    ['run --file FILE', '2 no-command'],
    ['run --file FILE.x -- worker', '4 file-missing'],
    ['shell --file FILE.x', '4 file-missing'],
    ['check --file FILE.x', '4 file-missing'],
  ])('%s is %s', async (line, answer) => {
    expect(told(await under(await aLaptop(envText('paper')), line))).toBe(answer);
  });
});

describe('run --file without any registry', () => {
  const line = (file: string) => ['run', '--file', file, '--', 'worker'];
  const manner = { mayColour: async () => false, version: 'test' };
  const processes = {
    canLook: true,
    isElsewhere: () => false,
    all: () => [],
    environment: async () => ({ kind: 'closed', why: 'gone' }) as const,
    own: () => plain,
  };
  const programs = {
    find: () => ({ kind: 'found', file: '/usr/bin/worker', startsSurely: true }) as const,
  };

  test('counts keys as live that nothing can be compared with, and says so', async () => {
    const { home, file } = await aLaptop(envText('paper'));
    const host = (more: Circumstances) => () => aHost({ home, processes, programs, ...more });
    const none = await run(line(file), host({ terminal: noTerminal }), manner);
    expect(told(none)).toBe('3 no-terminal');
    const outcome = await run(line(file), host({ terminal: consenting }), manner);
    expect(givenTo(outcome)).toMatchObject({
      PINE_ENV_PROFILE: 'unproven',
      PINE_ENV_TIER: 'live',
      DATABENTO_API_KEY: madeUp('databento', 'paper feed 1'),
    });
    const claimed = ['run', 'paper', ...line(file).slice(1)];
    const no = await run(claimed, host({ terminal: consenting }), manner);
    expect(told(no)).toBe('3 file-unproven');
    const checked = await run(['check', '--file', file], host({}), manner);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('file-unproven');
    const only = ['--only', 'key-unregistered'];
    const vain = await run(['check', '--file', file, ...only], host({}), manner);
    expect([vain.code, vain.out]).toEqual([1, expect.stringContaining('file-unproven')]);
  });

  test('mends nothing, since nobody can say whose file it is', async () => {
    const { home, file } = await aLaptop(envText('paper'));
    chmodSync(file, 0o644);
    const checked = await run(['check', '--file', file, '--fix'], () => aHost({ home }), manner);
    expect([checked.code, checked.out]).toEqual([1, expect.stringContaining('not-fixed')]);
    expect(checked.out).not.toContain('--fix');
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  test('refuses for what a file itself shows', async () => {
    const { home, file } = await aLaptop(envText('paper'));
    chmodSync(file, 0o644);
    const host = () => aHost({ home, processes, programs, terminal: consenting });
    expect(told(await run(line(file), host, manner))).toBe('3 blocked-by-findings');
  });
});

describe('shell --file', () => {
  test('opens a shell under the profile whose keys they are', async () => {
    const laptop = await aLaptop(envText('paper'));
    const outcome = await under(laptop, 'shell --shell bash --file FILE');
    expect(givenTo(outcome)).toMatchObject({
      PINE_ENV_BADGE: '(paper)',
      PINE_ENV_HELD_DATABENTO_API_KEY: madeUp('databento', 'paper feed 1'),
    });
  });

  test('of live is unlocked for this very file only', async () => {
    const laptop = await aLaptop(envText('live'));
    const opened = await under(laptop, 'shell --shell bash --file FILE', { terminal: consenting });
    const given = givenTo(opened);
    const shellOwn = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name.replace('PINE_ENV_HELD_', ''), value]),
    );
    const none = { terminal: noTerminal };
    const again = await under(laptop, 'run --file FILE -- worker', none, ownOf(shellOwn));
    expect(told(again)).toBe('becomes worker');
    writeFileSync(laptop.file, `${envText('live')}# x\n`);
    const changed = await under(laptop, 'run --file FILE -- worker', none, ownOf(shellOwn));
    expect(told(changed)).toBe('3 no-terminal');
  });
});

describe('check --file', () => {
  test('is content with a sound file, and mends its mode and nothing else', async () => {
    const laptop = await aLaptop(envText('paper'));
    chmodSync(laptop.file, 0o644);
    const mended = await under(laptop, 'check --file FILE --fix');
    expect(mended.out).toContain('mended: mode 0644 -> 0600');
    const checked = await under(laptop, 'check --file FILE --json');
    expect(JSON.parse(checked.out)).toMatchObject({ exit: 0, profiles: ['paper'] });
    expect(checked.code).toBe(0);
  });

  test('names the file again in what to type', async () => {
    const laptop = await aLaptop(envText('paper'));
    chmodSync(laptop.file, 0o644);
    const { out } = await under(laptop, 'check --file FILE');
    expect(out).toContain(`pine-env check --file ${laptop.file} --fix`);
  });

  const strangers: readonly (readonly [what: string, text: string])[] = [
    ['of accounts', 'root:x:0:0:root:/root:/bin/bash\nbin:x:2:2::/bin:/usr/sbin/nologin\n'],
    ['of settings that others know as well', 'PATH=/usr/bin\nPOLICY_KILLSWITCH=false\n'],
    ['with nothing in it', ''],
  ];
  test.each(strangers)('leaves a file %s as it is, and advises no mending', async (_, text) => {
    const laptop = await aLaptop(text);
    chmodSync(laptop.file, 0o644);
    const before = statSync(laptop.file);
    const outcome = await under(laptop, 'check --file FILE --fix');
    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain('not-fixed');
    expect(outcome.out).not.toContain('--fix');
    const { mode, uid, gid, ctimeMs } = statSync(laptop.file);
    expect({ mode, uid, gid, ctimeMs }).toEqual({
      ...{ mode: before.mode, uid: before.uid, gid: before.gid, ctimeMs: before.ctimeMs },
    });
    const { out } = await under(laptop, 'check --file FILE');
    expect(out).toContain('env-file-mode');
    expect(out).not.toContain('--fix');
  });

  test('mends a file whose value is new to us, when its name is a key of ours', async () => {
    const laptop = await aLaptop(`DATABENTO_API_KEY=${madeUp('databento', 'nobody 1')}\n`);
    chmodSync(laptop.file, 0o644);
    const { out } = await under(laptop, 'check --file FILE --fix');
    expect(out).toContain('mended: mode 0644 -> 0600');
  });
});
