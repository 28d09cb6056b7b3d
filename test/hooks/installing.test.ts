import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PineError } from '../../src/errors.ts';
import { installHooks } from '../../src/steps/install-hook.ts';
import { diskThatFails } from '../commands/broken-disk.ts';
import { scratch } from '../scratch.ts';
import {
  bareEnvironment,
  canary,
  git,
  hooked,
  hookHost,
  install,
  must,
  program,
  put,
  remove,
  unhooked,
} from './a-hooked-repository.ts';

const hooksOf = (at: string) => join(at, '.git/hooks');

/** Every file of a directory with its mode and bytes. */
function seen(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory).map((name) => {
      const path = join(directory, name);
      const facts = lstatSync(path);
      const what = facts.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'latin1');
      return [name, `${facts.mode.toString(8)} ${what}`];
    }),
  );
}

async function refusal(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof PineError) return `${error.facts.kind} ${error.facts.rule}`;
    throw error;
  }
  return 'none';
}

describe('the hooks', () => {
  test('are executable for everybody, and a second time nothing changes', async () => {
    const at = unhooked();
    const first = await install(at);
    expect(first.hooks.map(({ step }) => step)).toEqual(['write', 'write']);
    expect(statSync(join(hooksOf(at), 'pre-push')).mode & 0o7777).toBe(0o755);
    const before = seen(hooksOf(at));
    const { ino } = statSync(join(hooksOf(at), 'pre-commit'));
    const second = await install(at);
    expect(second.hooks.map(({ step }) => step)).toEqual(['leave', 'leave']);
    expect(seen(hooksOf(at))).toEqual(before);
    expect(statSync(join(hooksOf(at), 'pre-commit')).ino).toBe(ino);
  });

  test('are renewed when the program has moved, and still know what was there before', async () => {
    const at = unhooked();
    put(at, '.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n', 0o755);
    await installHooks(hookHost({ node: '/a/node', script: '/b' }), at, false);
    const { hooks } = await install(at);
    expect(hooks.map(({ step }) => step)).toEqual(['renew', 'renew']);
    expect(readFileSync(join(hooksOf(at), 'pre-commit'), 'utf8')).toContain(program.script);
    expect(existsSync(join(hooksOf(at), 'pre-commit.before-pine-env'))).toBe(true);
  });

  test('name the program whatever is in its path', async () => {
    const at = unhooked();
    const odd = join(scratch(), 'it\'s $HOME `x` "q"\nend');
    mkdirSync(odd);
    put(odd, 'pine env', 'echo "odd: $*" >&2\n');
    const host = hookHost({ node: '/bin/sh', script: join(odd, 'pine env') });
    await installHooks(host, at, false);
    expect(git(at, 'commit', '-qm', 'x', '--allow-empty')).toEqual({
      code: 0,
      said: 'odd: scan --staged\n',
    });
  });

  test('are made where the directory is missing', async () => {
    const at = unhooked();
    rmSync(hooksOf(at), { recursive: true });
    await install(at);
    expect(readdirSync(hooksOf(at)).sort()).toEqual(['pre-commit', 'pre-push']);
  });

  test('go into a bare repository too', async () => {
    const at = join(scratch(), 'bare.git');
    must('/', 'init', '-q', '--bare', at);
    expect((await install(at)).directory).toBe(join(at, 'hooks'));
  });

  test('are refused outside any repository', async () => {
    expect(await refusal(() => install(scratchOutside()))).toBe('usage no-repository');
  });

  test('are not led astray by a GIT_DIR of the caller', async () => {
    const [at, other] = [unhooked(), unhooked()];
    const host = hookHost(program, { ...bareEnvironment, GIT_DIR: join(other, '.git') });
    expect((await installHooks(host, at, false)).directory).toBe(hooksOf(at));
  });
});

/** The scratch of these tests may itself lie in a repository. */
function scratchOutside(): string {
  return '/proc';
}

describe('a hook that was there before', () => {
  const own =
    '#!/bin/sh\necho "own: $#" >&2\nexit $(cat "$(git rev-parse --show-toplevel)/../code")\n';

  async function chained(code: number): Promise<string> {
    const at = join(scratch(), 'repository');
    must('/', 'init', '-q', at);
    writeFileSync(join(at, '../code'), String(code));
    put(at, '.git/hooks/pre-commit', own, 0o750);
    await install(at);
    return at;
  }

  test('runs first, and its no is the last word', async () => {
    const at = await chained(7);
    put(at, 'a', canary);
    must(at, 'add', 'a');
    const { code, said } = git(at, 'commit', '-qm', 'x');
    expect(code).not.toBe(0);
    expect(said).toBe('own: 0\n');
  });

  test('does not save a commit that the scan stops', async () => {
    const at = await chained(0);
    put(at, 'a', canary);
    must(at, 'add', 'a');
    const { code, said } = git(at, 'commit', '-qm', 'x');
    expect(code).not.toBe(0);
    expect(said).toMatch(/^own: 0\n[\s\S]*the commit was stopped/);
    put(at, 'a', 'fine');
    must(at, 'add', 'a');
    must(at, 'commit', '-qm', 'x');
  });

  test('may change what is committed, and that is what is scanned', async () => {
    const at = unhooked();
    put(at, '.git/hooks/pre-commit', `#!/bin/sh\necho '${canary}' >late\ngit add late\n`, 0o755);
    await install(at);
    expect(git(at, 'commit', '-qm', 'x', '--allow-empty').said).toContain('was stopped');
  });

  test('that git would not run is not run by us', async () => {
    const at = unhooked();
    put(at, '.git/hooks/pre-commit', '#!/bin/sh\nexit 9\n', 0o644);
    await install(at);
    must(at, 'commit', '-qm', 'x', '--allow-empty');
  });

  test('is back as it was, byte for byte, when ours is taken away', async () => {
    const at = unhooked();
    const bytes = Buffer.from([0x23, 0x21, 0x2f, 0xff, 0x00, 0x0a, 0xfe]);
    writeFileSync(join(hooksOf(at), 'pre-push'), bytes);
    chmodSync(join(hooksOf(at), 'pre-push'), 0o751);
    symlinkSync('../../scripts/check', join(hooksOf(at), 'pre-commit'));
    const before = seen(hooksOf(at));
    expect((await install(at)).hooks.map(({ step }) => step)).toEqual(['chain', 'chain']);
    expect((await install(at)).hooks.map(({ step }) => step)).toEqual(['leave', 'leave']);
    expect((await remove(at)).hooks.map(({ step }) => step)).toEqual(['restore', 'restore']);
    expect(seen(hooksOf(at))).toEqual(before);
    expect((await remove(at)).hooks.map(({ step }) => step)).toEqual(['leave', 'leave']);
    expect(seen(hooksOf(at))).toEqual(before);
  });

  test('is kept when an install was cut short after the copy, and when ours was taken away by hand', async () => {
    const at = unhooked();
    put(at, '.git/hooks/pre-commit', own, 0o755);
    put(at, '.git/hooks/pre-commit.before-pine-env', own, 0o755);
    expect((await install(at)).hooks[0]?.step).toBe('chain');
    rmSync(join(hooksOf(at), 'pre-commit'));
    expect((await remove(at)).hooks[0]?.step).toBe('restore');
    expect(readFileSync(join(hooksOf(at), 'pre-commit'), 'utf8')).toBe(own);
  });

  test.each(['writeNew', 'rename', 'syncDirectory'] as const)(
    'still runs whenever %s fails half-way, and a second install ends it',
    async (call) => {
      let tried = 0;
      for (const ending of ['hooks', '.tmp', 'pre-commit', 'pre-commit.before-pine-env']) {
        const at = unhooked();
        put(at, '.git/hooks/pre-commit', own, 0o755);
        const { disk, hits } = diskThatFails('EIO', [call], ending);
        const failed = await installHooks({ ...hookHost(), disk }, at, false).then(
          () => false,
          () => true,
        );
        expect(failed).toBe(hits() > 0);
        tried += hits();
        const names = readdirSync(hooksOf(at));
        const stands = readFileSync(join(hooksOf(at), 'pre-commit'), 'utf8');
        const kept = names.includes('pre-commit.before-pine-env');
        expect(stands === own || kept).toBe(true);
        expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
        await install(at);
        await remove(at);
        expect(readFileSync(join(hooksOf(at), 'pre-commit'), 'utf8')).toBe(own);
      }
      expect(tried).toBeGreaterThan(0);
    },
  );

  test('stays when another one is kept already; nothing is written at all', async () => {
    const at = unhooked();
    put(at, '.git/hooks/pre-push', own, 0o755);
    put(at, '.git/hooks/pre-push.before-pine-env', 'another\n', 0o755);
    const before = seen(hooksOf(at));
    expect(await refusal(() => install(at))).toBe('refused hook-kept-already');
    expect(seen(hooksOf(at))).toEqual(before);
  });

  test('that somebody put over ours is not taken away', async () => {
    const at = await hooked();
    put(at, '.git/hooks/pre-commit', own, 0o755);
    expect((await remove(at)).hooks.map(({ step }) => step)).toEqual(['leave', 'remove']);
    expect(readFileSync(join(hooksOf(at), 'pre-commit'), 'utf8')).toBe(own);
  });

  test('that is no file is left alone', async () => {
    const at = unhooked();
    mkdirSync(join(hooksOf(at), 'pre-push'));
    expect(await refusal(() => install(at))).toBe('unsafe-file hook-not-a-file');
    expect(existsSync(join(hooksOf(at), 'pre-commit'))).toBe(false);
  });

  test('is not run twice when a manager has put ours where it looks for its own', async () => {
    const at = await hooked();
    const runs = join(scratch(), 'runs');
    const manager = `#!/bin/sh\necho run >>'${runs}'\nexec "$(dirname "$0")/pre-commit.legacy" "$@"\n`;
    const ours = readFileSync(join(hooksOf(at), 'pre-commit'), 'utf8');
    put(at, '.git/hooks/pre-commit.legacy', ours, 0o755);
    put(at, '.git/hooks/pre-commit.before-pine-env', manager, 0o755);
    must(at, 'commit', '-qm', 'x', '--allow-empty');
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
  });
});

describe('hooks that are not this repository’s alone', () => {
  test('are refused where a global core.hooksPath puts them, unless that is wanted', async () => {
    const at = unhooked();
    const home = scratch();
    put(home, '.gitconfig', `[core]\n\thooksPath = ${home}/hooks\n`);
    mkdirSync(join(home, 'hooks'));
    const host = hookHost(program, { ...bareEnvironment, HOME: home });
    expect(await refusal(() => installHooks(host, at, false))).toBe('refused hooks-shared');
    expect(readdirSync(join(home, 'hooks'))).toEqual([]);
    expect((await installHooks(host, at, true)).directory).toBe(join(home, 'hooks'));
    expect(readdirSync(join(home, 'hooks')).sort()).toEqual(['pre-commit', 'pre-push']);
  });

  test('are refused where its own core.hooksPath or a symlink leads out of it', async () => {
    const [at, linked, shared] = [unhooked(), unhooked(), scratch()];
    must(at, 'config', 'core.hooksPath', shared);
    rmSync(hooksOf(linked), { recursive: true });
    symlinkSync(shared, hooksOf(linked));
    expect(await refusal(() => install(at))).toBe('refused hooks-shared');
    expect(await refusal(() => install(linked))).toBe('refused hooks-shared');
    expect(readdirSync(shared)).toEqual([]);
  });

  test.each([
    ['husky', '.husky/_', ''],
    ['husky', '.git/hooks', '#!/bin/sh\n# husky\n. "$(dirname "$0")/husky.sh"\n'],
    ['lefthook', '.git/hooks', '#!/bin/sh\ncall_lefthook run "pre-commit" "$@"\n'],
    [
      'pre-commit',
      '.git/hooks',
      '#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n',
    ],
  ])('are left to %s in %s, and it is said what to add there', async (name, path, text) => {
    const at = unhooked();
    must(at, 'config', 'core.hooksPath', path);
    mkdirSync(join(at, path), { recursive: true });
    if (text !== '') put(at, `${path}/pre-commit`, text, 0o755);
    const before = seen(join(at, path));
    await expect(install(at)).rejects.toMatchObject({
      facts: {
        kind: 'refused',
        rule: 'hooks-of-framework',
        message: expect.stringContaining(name),
        remedy: expect.stringMatching(/^add .*pine-env/),
      },
    });
    expect(seen(join(at, path))).toEqual(before);
  });
});
