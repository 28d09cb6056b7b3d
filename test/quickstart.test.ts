import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, checkoutIn, linkIn, quickstart, shown, story } from './quickstart-run.ts';
import { scratch } from './scratch.ts';
import { isRoot } from './scratch-homes.ts';

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
