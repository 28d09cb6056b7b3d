import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scratch, sharedScratch } from './scratch.ts';
import { isRoot } from './scratch-homes.ts';

const checkout = resolve(import.meta.dirname, '..');
const nobody = 65534;
const underTmp: string[] = [];

afterAll(() => {
  for (const path of underTmp) rmSync(path, { recursive: true, force: true });
});

/** What `npm ci && npm run build` leaves of a checkout, as far as the quickstart needs it. */
function checkoutIn(parent: string): string {
  const path = join(parent, 'checkout');
  cpSync(join(checkout, 'dist'), join(path, 'dist'), { recursive: true });
  const examples = 'Deployment/examples';
  cpSync(join(checkout, examples), join(path, examples), { recursive: true });
  return path;
}

function inTmp(): string {
  const path = mkdtempSync(join(tmpdir(), 'pine-env-quickstart-'));
  underTmp.push(path);
  return path;
}

interface How {
  readonly home: string;
  readonly uid?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly umask?: string;
}

function quickstart(path: string, { home, uid, environment, umask = '022' }: How) {
  const script = join(path, 'Deployment/examples/quickstart.mjs');
  const ran = spawnSync(
    'sh',
    ['-c', `umask ${umask}; exec "$0" "$1" 2>&1`, process.execPath, script],
    {
      cwd: '/',
      env: { PATH: process.env.PATH, HOME: home, ...environment },
      encoding: 'utf8',
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  return { code: ran.status, said: ran.stdout };
}

const linkIn = (root: string) => readlinkSync(join(root, 'Deployment/env/pine-trader.env'));
const modeOf = (path: string) => statSync(path).mode & 0o7777;

/** Each command as typed, with the code it left with. */
function shown(said: string, root: string): readonly string[] {
  const words = said.replaceAll(` --root ${root}`, '').matchAll(/^(?:\$ pine-env |# exit )(.*)$/gm);
  return [...words].map(([, text]) => text ?? '');
}

const story = [
  'init --demo --quiet',
  '0: done',
  'status',
  '1: the answer is no: nothing is linked yet',
  'use paper',
  '0: done',
  'use live',
  '3: refused; paper is still linked',
  'status --expect paper',
  '0: yes: paper is linked, and it is sound',
];

describe('the quickstart', () => {
  test('is what `npm run quickstart` runs once the program is built', () => {
    const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    expect(scripts.quickstart).toBe(
      'npm run --silent build && node Deployment/examples/quickstart.mjs',
    );
  });

  test('shows every command and its code in a fresh checkout, and why live was refused', () => {
    const path = checkoutIn(scratch());
    const root = join(path, '.sandbox');
    const { code, said } = quickstart(path, { home: '/nonexistent' });
    expect(shown(said, root)).toEqual(story);
    expect(said).toMatch(/pine-env: refused \(no-terminal\)/);
    expect({ code, link: linkIn(root) }).toEqual({ code: 0, link: 'pine-trader.paper.env' });
  });

  test.skipIf(!existsSync('/usr/bin/script'))(
    'asks nobody even at a terminal (skipped: needs script of bsdutils)',
    () => {
      const path = checkoutIn(scratch());
      const script = join(path, 'Deployment/examples/quickstart.mjs');
      const typed = `'${process.execPath}' '${script}'`;
      const ran = spawnSync('/usr/bin/script', ['-qec', typed, '/dev/null'], {
        env: { PATH: process.env.PATH, HOME: '/nonexistent', SHELL: '/bin/sh' },
        encoding: 'utf8',
        timeout: 20_000,
      });
      expect(ran.stdout).toContain('no-terminal');
      expect(ran.status).toBe(0);
    },
  );

  test('ends with a line to paste that makes the commands it showed work', () => {
    const path = checkoutIn(join(scratch(), 'it is a "place"'));
    const { said } = quickstart(path, { home: '/nonexistent' });
    const [pasted, live] = said
      .split('\n')
      .flatMap((line) => /^ {4}(\S.*)/.exec(line)?.[1] ?? [])
      .slice(-2);
    const typed = `shopt -s expand_aliases\n${pasted}\n${live?.replace('use live', 'status')}\n`;
    const ran = spawnSync('bash', ['-c', typed], { cwd: '/', encoding: 'utf8' });
    expect(ran).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('paper linked; sound'),
    });
  });

  test('a second run makes the sandbox anew', () => {
    const path = checkoutIn(scratch());
    const env = join(path, '.sandbox/Deployment/env/pine-trader.paper.env');
    expect(quickstart(path, { home: '/nonexistent' }).code).toBe(0);
    const first = readFileSync(env, 'utf8');
    const second = quickstart(path, { home: '/nonexistent' });
    expect(second).toMatchObject({ code: 0, said: expect.stringContaining('is made anew') });
    expect(readFileSync(env, 'utf8')).not.toBe(first);
  });

  test.each<readonly [string, (root: string) => string]>([
    [
      'an env file without the mark of a demo',
      (root) => join(root, 'Deployment/env/pine-trader.live.env'),
    ],
    [
      "an editor's leftover among the env files",
      (root) => join(root, 'Deployment/env/pine-trader.live.env~'),
    ],
    ['a file of somebody else', (root) => join(root, 'notes.txt')],
  ])('never deletes a sandbox that holds %s', (_, fileIn) => {
    const path = checkoutIn(scratch());
    const root = join(path, '.sandbox');
    expect(quickstart(path, { home: '/nonexistent' }).code).toBe(0);
    writeFileSync(fileIn(root), 'somebody wrote this\n');
    const second = quickstart(path, { home: '/nonexistent' });
    expect(second).toMatchObject({ code: 1, said: expect.stringContaining('is in the way') });
    expect(readFileSync(fileIn(root), 'utf8')).toBe('somebody wrote this\n');
    expect(existsSync(join(root, 'profiles/paper.yaml'))).toBe(true);
  });

  test('never deletes through a link', () => {
    const [path, elsewhere] = [checkoutIn(scratch()), scratch()];
    expect(quickstart(path, { home: '/nonexistent' }).code).toBe(0);
    const victim = join(elsewhere, 'victim');
    cpSync(join(path, '.sandbox'), victim, { recursive: true, verbatimSymlinks: true });
    rmSync(join(path, '.sandbox'), { recursive: true });
    symlinkSync(victim, join(path, '.sandbox'));
    expect(quickstart(path, { home: '/nonexistent' }).code).toBe(1);
    expect(linkIn(victim)).toBe('pine-trader.paper.env');
  });

  test('from a group-writable checkout it goes to the home, where the sandbox is 0755', () => {
    const [path, home] = [checkoutIn(scratch()), scratch()];
    chmodSync(path, 0o775);
    const { code, said } = quickstart(path, { home, umask: '002' });
    const root = join(home, '.local/state/pine-env/sandbox');
    expect(shown(said, root)).toEqual(story);
    expect({ code, mode: modeOf(root) }).toEqual({ code: 0, mode: 0o755 });
    expect(existsSync(join(path, '.sandbox'))).toBe(false);
  });

  test('a state directory that others may write is passed over for the home itself', () => {
    const [path, home] = [checkoutIn(inTmp()), scratch()];
    mkdirSync(join(home, '.local'));
    chmodSync(join(home, '.local'), 0o775);
    const { code, said } = quickstart(path, { home });
    expect(shown(said, join(home, '.pine-env-sandbox'))).toEqual(story);
    expect(code).toBe(0);
  });

  test('from a checkout under /tmp it goes where XDG_STATE_HOME says', () => {
    const [path, state] = [checkoutIn(inTmp()), scratch()];
    const environment = { XDG_STATE_HOME: state };
    const { code, said } = quickstart(path, { home: '/nonexistent', environment });
    expect(shown(said, join(state, 'pine-env/sandbox'))).toEqual(story);
    expect(code).toBe(0);
  });

  test('with no safe place at all it works in the checkout and says what is wrong there', () => {
    const path = checkoutIn(inTmp());
    const { code, said } = quickstart(path, { home: '/nonexistent' });
    expect(shown(said, join(path, '.sandbox')).slice(-5)).toEqual([
      '0: done',
      'use live',
      '3: refused; paper is still linked',
      'status --expect paper',
      '1: not sound, because of the place',
    ]);
    expect(said).toContain(`# others may write ${tmpdir()}: every status will say so`);
    expect(code).toBe(0);
  });

  test.skipIf(!isRoot)(
    'works for a uid that is not root (skipped: needs root to become it)',
    () => {
      const shared = sharedScratch() ?? '';
      const path = checkoutIn(shared);
      chmodSync(path, 0o755);
      chownSync(path, nobody, nobody);
      const { code, said } = quickstart(path, { home: '/nonexistent', uid: nobody });
      expect(shown(said, join(path, '.sandbox'))).toEqual(story);
      expect({ code, uid: statSync(join(path, '.sandbox')).uid }).toEqual({ code: 0, uid: nobody });
    },
  );

  test.skipIf(!isRoot)('under sudo it says whose the files are, as init demands', () => {
    const path = checkoutIn(scratch());
    const { code, said } = quickstart(path, {
      home: '/nonexistent',
      environment: { SUDO_USER: 'bob' },
    });
    expect(said).toContain('$ pine-env init --demo --quiet --owner 0:0 --root');
    expect(code).toBe(0);
  });

  test.each([0, 1, 3, 70])('fails when the program leaves every command with %i', (always) => {
    const path = checkoutIn(scratch());
    writeFileSync(join(path, 'dist/pine-env.cjs'), `process.exitCode = ${always};\n`);
    const { code, said } = quickstart(path, { home: '/nonexistent' });
    expect(code).toBe(1);
    expect(said).toContain(`# exit ${always}, but it should have been`);
  });

  test('says how to build when there is no program yet', () => {
    const path = checkoutIn(scratch());
    rmSync(join(path, 'dist'), { recursive: true });
    const { code, said } = quickstart(path, { home: '/nonexistent' });
    expect({ code, says: said.includes('npm run build') }).toEqual({ code: 1, says: true });
  });
});
