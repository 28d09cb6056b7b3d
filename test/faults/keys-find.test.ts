import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { guardValue, leaks, search, searchTree } from './canary.ts';
import { imprint } from './judge.ts';
import { bareEnvironment, commandOf, pineEnv } from './program.ts';
import { expectSane } from './refusal.ts';
import { sandbox } from './sandbox.ts';
import { noTerminals, play, type Step } from './terminal.ts';

const at = { root: '', value: '' };

beforeAll(async () => {
  at.root = await sandbox();
  const env = readFileSync(join(at.root, 'Deployment/env/pine-trader.live.env'), 'utf8');
  at.value = /^TRADERSPOST_WEBHOOK_URL=(.*)$/m.exec(env)?.[1] ?? '';
  guardValue(at.value);
});

const find = () => ['keys', '--find', '--root', at.root];
const prompt: Step = ['see', 'not shown.*: '];

/** What every process of this host was called with, and its environment where that may be read. */
function searchProcesses(): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const what of ['cmdline', 'environ', 'comm']) {
      try {
        search(`/proc/${pid}/${what}`, readFileSync(join('/proc', pid, what), 'latin1'));
      } catch {
        // It ended, or is somebody else's.
      }
    }
  }
}

describe('keys --find, the built program', () => {
  test('has the value neither in a command line nor in a file while it runs', async () => {
    const before = imprint(at.root);
    const [file = '', ...args] = commandOf(find());
    const child = spawn(file, args, { env: bareEnvironment, detached: true });
    const ended = new Promise((done) => child.on('close', done));
    child.stdout.on('data', (text) => search('stdout', String(text)));
    child.stderr.on('data', (text) => search('stderr', String(text)));
    child.stdin.write(at.value);
    await new Promise((done) => setTimeout(done, 700));
    searchProcesses();
    searchTree(at.root);
    child.stdin.end('\n');
    expect(await ended).toBe(0);
    searchTree(at.root);
    expect(imprint(at.root)).toBe(before);
    expect(leaks().found).toEqual([]);
  });

  test('would be caught if it did: the search finds a planted one', () => {
    search('planted', `node pine-env.cjs keys --find ${at.value}`);
    expect(leaks().found).toEqual(['planted']);
  });

  test('tells the same from a pipe, and needs no terminal', async () => {
    const ours = await pineEnv(find(), { input: `"${at.value}"\n` });
    expect(ours).toMatchObject({ code: 0, err: '' });
    expect(ours.out).toContain('ours: TRADERSPOST_WEBHOOK_URL in live, current');
    expect(await pineEnv(find(), { input: 'something else' })).toMatchObject({ code: 1 });
    expect(await pineEnv(find())).toMatchObject({ code: 2, out: '' });
  });
});

describe.skipIf(noTerminals)(`keys --find at a terminal ${noTerminals ?? ''}`, () => {
  test('shows nothing of what is pasted, and leaves nothing of it to the shell', async () => {
    const paste = `${at.value}\rsecond line of the paste\r`;
    const played = await play(find(), [prompt, ['type', paste], ['pause', 0.5]]);
    expectSane(played);
    expect(played.exit).toBe(0);
    expect(played.shown).toContain('ours: TRADERSPOST_WEBHOOK_URL in live, current');
    expect(played.shown).not.toContain('second line');
    expect(leaks().found).toEqual([]);
  });

  test('lets one correct, and leave', async () => {
    const corrected = await play(find(), [prompt, ['type', `x\u007f${at.value}yz\u007f\u007f\r`]]);
    expect(corrected).toMatchObject({ exit: 0, sane: true });
    const left = await play(find(), [prompt, ['type', `${at.value}\u0003`]]);
    expect(left).toMatchObject({ exit: 2, sane: true });
    expect(leaks().found).toEqual([]);
  });
});
